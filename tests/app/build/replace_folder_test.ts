import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "#karyon";
import { replaceFolder } from "../../../src/app/build/replace_folder.ts";
import { withFolder } from "../../support/temporary.ts";

const filesOf = (...paths: string[]) =>
  paths.map((path) => ({ path, bytes: Uint8Array.of(1) }));

const BUILD = filesOf("index.html", "sw.js", "worker.js", "models/a.bin");

const namesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a build replaces an earlier one, and leaves nothing of it", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/deep/app`;
    await replaceFolder(out, [...BUILD, ...filesOf("old.js")]);
    await replaceFolder(out, BUILD);
    assertEquals(namesIn(out), ["index.html", "models", "sw.js", "worker.js"]);
    assertEquals(namesIn(`${folder}/deep`), ["app"]);
  });
});

Deno.test("a folder that holds something else is left as it is", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/thesis.txt`, "years of work");
    await assertRejects(() => replaceFolder(folder, BUILD), InputError, "thesis.txt");
    assertEquals(namesIn(folder), ["thesis.txt"]);
  });
});
