/** Checking the source notebooks: their types, and that they hold no outputs. */
import { basename, dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { writeBeside } from "../base/mod.ts";
import { extractCells, type ExtractedCells, type NotebookLine } from "./extract_cells.ts";
import { type Notebook, readNotebook } from "./nbformat.ts";

/** Something to mend in a notebook. */
export interface NotebookProblem {
  readonly path: string;
  /** Among all cells, from 1, where it is known. */
  readonly cell?: number;
  /** In the cell, from 1, where it is known. */
  readonly line?: number;
  readonly message: string;
}

/** Beside the notebooks, so that their relative imports lead where they should. */
const CHECK_FOLDER = ".check";

interface Checked {
  readonly path: string;
  readonly file: string;
  readonly extracted: ExtractedCells;
}

/**
 * Finds type errors in notebooks with `deno check`, and notebooks that were
 * saved with outputs or execution counts.
 *
 * A notebook is checked as one module, so a name is declared once in it.
 *
 * @param paths .ipynb files
 * @throws {InputError} if one is missing or no notebook
 */
export async function checkNotebooks(
  paths: readonly string[],
): Promise<NotebookProblem[]> {
  const problems: NotebookProblem[] = [];
  const checked: Checked[] = [];
  const folders = new Set(
    paths.map((path) => `${resolve(dirname(path))}/${CHECK_FOLDER}`),
  );
  try {
    for (const path of paths) {
      const notebook = await readNotebook(path);
      problems.push(...keptResults(path, notebook));
      const folder = `${resolve(dirname(path))}/${CHECK_FOLDER}`;
      const file = `${folder}/${basename(path, ".ipynb")}.ts`;
      const extracted = await extractCells(notebook);
      await writeBeside(file, outOneFolder(extracted.source));
      checked.push({ path, file, extracted });
    }
    if (checked.length > 0) problems.push(...await checkTypes(checked));
  } finally {
    for (const folder of folders) {
      await Deno.remove(folder, { recursive: true }).catch(() => {});
    }
  }
  return problems;
}

/** The module lies one folder deeper than its notebook. */
const outOneFolder = (source: string): string =>
  source.replace(/((?:from|import)\s*\(?\s*["'])(\.\.?\/)/g, "$1../$2");

/** Outputs and counts belong into executed copies, not into the source. */
function keptResults(path: string, notebook: Notebook): NotebookProblem[] {
  return notebook.cells.flatMap((cell, i) => {
    if (cell.cell_type !== "code") return [];
    const held = [
      ...(cell.outputs.length > 0 ? ["outputs"] : []),
      ...(cell.execution_count !== null ? ["an execution count"] : []),
    ];
    if (held.length === 0) return [];
    const message = `Expected a cell without results but found ${held.join(" and ")}`;
    return [{ path, cell: i + 1, message }];
  });
}

async function checkTypes(
  checked: readonly Checked[],
): Promise<NotebookProblem[]> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", ...checked.map(({ file }) => file)],
    cwd: dirname(dirname(checked[0]!.file)),
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
  }).output();
  if (code === 0) return [];
  const said = stripVTControlCharacters(new TextDecoder().decode(stderr));
  const problems = said.split(/\n\s*\n/).flatMap((part) => problemIn(part, checked));
  if (problems.length > 0) return problems;
  return [{ path: checked[0]!.path, message: said.trim() }];
}

/** One error of `deno check`, in the notebook's own lines. */
function problemIn(
  part: string,
  checked: readonly Checked[],
): NotebookProblem[] {
  const place = part.match(/at (file:\/\/\S+?):(\d+):\d+/);
  if (place === null) return [];
  const message = part.split("\n")
    .filter((line) => !/^\s*at file:/.test(line))
    .join("\n").replace(/^error: /, "").trim();
  const file = decodeURIComponent(new URL(place[1]!).pathname);
  const found = checked.find((one) => one.file === file);
  // An error in a module that notebooks import is nobody's and everybody's.
  if (found === undefined) return [{ path: file, message }];
  const at: NotebookLine | undefined = found.extracted.map(Number(place[2]));
  return [{ path: found.path, ...at, message }];
}
