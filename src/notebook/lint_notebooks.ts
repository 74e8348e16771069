/** Whether notebooks keep to what the kernel and their readers need. */
import type { NotebookProblem } from "./check_notebooks.ts";
import { type Finding, lintCode } from "./lint_code.ts";
import { isParameters, parseCells } from "./lint_parse.ts";
import { lintProse } from "./lint_prose.ts";
import { type Notebook, notebookJson, readNotebook } from "./nbformat.ts";

/** What {@linkcode lintNotebooks} may be told. */
export interface LintOptions {
  /**
   * What cells may import: the names of an import map
   * (default: "#karyon" and "@tensorflow/tfjs").
   */
  readonly imports?: readonly string[];
}

const IMPORTS = ["#karyon", "@tensorflow/tfjs"];

/** Ids as nbformat 4.5 has them; a reader gives ids to cells without. */
async function lintIds(path: string): Promise<Finding[]> {
  const { cells } = JSON.parse(await Deno.readTextFile(path)) as {
    cells: { id?: unknown }[];
  };
  const first = new Map<unknown, number>();
  return cells.flatMap(({ id }, i) => {
    const cell = i + 1;
    if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id)) {
      return [{ cell, message: `Expected an id of letters and digits but found ${id}` }];
    }
    const before = first.get(id);
    if (before === undefined) first.set(id, cell);
    return before === undefined ? [] : [{
      cell,
      message: `Expected an id of its own but found "${id}", which cell ${before} has`,
    }];
  });
}

/** Whether a save in Jupyter or VS Code would change more than what was edited. */
async function lintLayout(path: string, notebook: Notebook): Promise<Finding[]> {
  if (await Deno.readTextFile(path) === notebookJson(notebook)) return [];
  return [{
    message: "Expected the file as Jupyter writes it (keys in order, indented by one) " +
      "but found another layout; saving it there mends that",
  }];
}

function lintParameters({ cells }: Notebook): Finding[] {
  const tagged = cells.flatMap((cell, i) => isParameters(cell) ? [i + 1] : []);
  if (tagged.length === 1 && cells[tagged[0]! - 1]!.cell_type === "code") return [];
  const found = tagged.length === 0 ? "none" : `cell ${tagged.join(", ")}`;
  return [{
    ...(tagged[1] === undefined ? {} : { cell: tagged[1] }),
    message: `Expected one code cell tagged "parameters" but found ${found}`,
  }];
}

/**
 * Finds what breaks a notebook on Deno's kernel or leaves its readers alone:
 *
 * - a code cell whose value is not that of an awaited helper (`await show(...)`),
 *   `import.meta`, imports that are in no import map, names declared twice;
 * - no cell tagged `parameters`, or two; cells without an id of their own; a file that
 *   Jupyter would lay out otherwise;
 * - more than fifteen lines of logic in a cell: lines as `deno fmt` makes them,
 *   without imports, comments, brackets alone and lines that only hold text or
 *   name a value (`split,`, `digits: 3,`);
 * - no title first; no Goal, What you need, Run time, Summary or Exercises (three
 *   to five); links to nothing, none to the notebooks before and after. In a
 *   folder `solutions`: no Goal, an exercise without a heading (`## Exercise 1`), no
 *   link to what it solves.
 *
 * @param paths .ipynb files
 * @throws {InputError} if one is missing or no notebook
 *
 * @example
 * ```ts
 * import { lintNotebooks, parseNotebook, writeNotebook } from "#karyon";
 * const path = `${await Deno.makeTempDir()}/one.ipynb`;
 * const cell = { cell_type: "code", id: "a", metadata: {}, source: "6 * 7;" };
 * await writeNotebook(path, parseNotebook({ nbformat: 4, metadata: {}, cells: [cell] }));
 * const problems = await lintNotebooks([path]);
 * const trailing = problems.find(({ message }) => message.includes("awaited helper"));
 * if (trailing?.cell !== 1 || trailing?.line !== 1) throw new Error();
 * ```
 */
export async function lintNotebooks(
  paths: readonly string[],
  { imports = IMPORTS }: LintOptions = {},
): Promise<NotebookProblem[]> {
  const problems: NotebookProblem[] = [];
  for (const path of paths) {
    const notebook = await readNotebook(path);
    const ids = await lintIds(path);
    const findings = [
      ...lintCode(await parseCells(notebook.cells), imports),
      ...lintParameters(notebook),
      ...ids,
      // A cell without an id gets one in every save.
      ...(ids.length === 0 ? await lintLayout(path, notebook) : []),
      ...await lintProse(path, notebook),
    ];
    problems.push(...findings.map((finding) => ({ path, ...finding })));
  }
  return problems.sort((a, b) => a.path === b.path ? (a.cell ?? 0) - (b.cell ?? 0) : 0);
}
