/** Small notebooks for the tests, and how they are run. */
import { fileURLToPath } from "node:url";
import {
  type CodeCell,
  type Notebook,
  type Output,
  parseNotebook,
  runNotebook,
  type RunOptions,
  type RunResult,
  writeNotebook,
} from "../../src/notebook/mod.ts";

/** Kernels run here, so that cells can import `./src/...`. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A code cell, as a notebook file has it. */
export const code = (source: string, ...tags: string[]) => ({
  cell_type: "code",
  metadata: tags.length === 0 ? {} : { tags },
  source,
  outputs: [],
  execution_count: null,
});

/** A Markdown cell. */
export const prose = (source: string) => ({
  cell_type: "markdown",
  metadata: {},
  source,
});

/** A notebook of these cells; a string is a code cell. */
export function notebookOf(...cells: (string | object)[]): Notebook {
  return parseNotebook({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((cell) => typeof cell === "string" ? code(cell) : cell),
  });
}

/** Does something with the path of a saved notebook, and removes it. */
export async function withNotebook<T>(
  cells: (string | object)[],
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-test-" });
  try {
    const path = `${folder}/made_up.ipynb`;
    await writeNotebook(path, notebookOf(...cells));
    return await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs cells in a real kernel. */
export function run(
  cells: (string | object)[],
  options: RunOptions = {},
): Promise<RunResult> {
  return withNotebook(
    cells,
    (path) => runNotebook(path, { cwd: ROOT, ...options }),
  );
}

/** The outputs of each code cell. */
export const outputsOf = (notebook: Notebook): Output[][] =>
  notebook.cells
    .filter((cell): cell is CodeCell => cell.cell_type === "code")
    .map((cell) => cell.outputs);

/** What the streams of a cell say, together. */
export const textOf = (outputs: readonly Output[] | undefined): string =>
  (outputs ?? [])
    .map((output) => output.output_type === "stream" ? output.text : "")
    .join("");
