/**
 * The part of the gate that Deno's own commands leave out: the types of src/,
 * tests/ and the cells of every notebook, what notebooks must hold, and their
 * format.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { checkNotebooks, lintNotebooks, type NotebookProblem } from "#karyon";
import config from "../deno.json" with { type: "json" };
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

/**
 * Notebooks that `deno fmt` would change. `deno fmt --check` calls every
 * notebook with prose unformatted, so a copy is formatted and compared.
 */
async function unformatted(paths: readonly string[]): Promise<NotebookProblem[]> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-format-" });
  try {
    const copies = paths.map((path, i) => `${folder}/${i}-${basename(path)}`);
    await Promise.all(paths.map((path, i) => Deno.copyFile(path, copies[i]!)));
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--quiet", "--config", `${root}deno.json`, ...copies],
    }).spawn().status;
    if (!success) return [{ path: root, message: "deno fmt failed" }];
    const problems: NotebookProblem[] = [];
    for (const [i, path] of paths.entries()) {
      if (await Deno.readTextFile(path) !== await Deno.readTextFile(copies[i]!)) {
        problems.push({ path, message: "is not formatted: run deno fmt" });
      }
    }
    return problems;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["check", ...await importFlags(), "src/", "tests/"],
  cwd: root,
}).spawn().status;

const notebooks = (await Array.fromAsync(notebooksIn(`${root}notebooks`))).sort();
const problems = [
  ...await checkNotebooks(notebooks),
  ...await lintNotebooks(notebooks, { imports: Object.keys(config.imports) }),
  ...await unformatted(notebooks),
];
for (const { path, cell, line, message } of problems) {
  const place = cell === undefined ? "" : `, cell ${cell}`;
  console.error(
    `${path}${place}${line === undefined ? "" : `, line ${line}`}: ${message}`,
  );
}
console.log(`${notebooks.length} notebooks checked, ${problems.length} problems.`);
Deno.exit(code || (problems.length > 0 ? 1 : 0));
