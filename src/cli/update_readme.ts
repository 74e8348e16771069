import { fileURLToPath } from "node:url";
import { writeBeside } from "../base/mod.ts";
import { note } from "./output.ts";
import { replaceBetween } from "./replace_between.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));

/** A text, and the lines of the README that it comes between. */
export type ReadmePart = readonly [markers: readonly [string, string], text: string];

/** Writes each text between its markers, laid out as `deno fmt` does. */
export async function updateReadme(parts: readonly ReadmePart[]): Promise<void> {
  const page = parts.reduce(
    (sofar, [markers, text]) => replaceBetween(sofar, text, README, markers),
    await Deno.readTextFile(README),
  );
  await writeBeside(README, page);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", README] })
    .output();
  note(`Written into ${README}.`);
}
