/**
 * Checks every type: src/, tests/, and the cells of every notebook.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "#karyon";
import { importFlags } from "./run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Notebooks below a folder, without hidden folders. */
async function* notebooksIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith(".")) continue;
    if (isDirectory) yield* notebooksIn(`${folder}/${name}`);
    else if (name.endsWith(".ipynb")) yield `${folder}/${name}`;
  }
}

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["check", ...await importFlags(), "src/", "tests/"],
  cwd: root,
}).spawn().status;

const notebooks = await Array.fromAsync(notebooksIn(`${root}notebooks`));
const problems = await checkNotebooks(notebooks.sort());
for (const { path, cell, line, message } of problems) {
  console.error(
    `${path}, cell ${cell}${line === undefined ? "" : `, line ${line}`}: ${message}`,
  );
}
console.log(`${notebooks.length} notebooks checked, ${problems.length} problems.`);
Deno.exit(code || (problems.length > 0 ? 1 : 0));
