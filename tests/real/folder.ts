import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const variable = Deno.env.get("KARYON_DATA");

/** Where the real images are, as `KARYON_DATA` says; else the tests are not registered. */
export const realFolder = variable &&
  await Deno.realPath(variable.startsWith("/") ? variable : `${root}${variable}`);
