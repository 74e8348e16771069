/** Giving a notebook other values than the ones it declares. */
import { InputError } from "../base/mod.ts";
import type { Cell, CodeCell, Notebook } from "./nbformat.ts";

/** Values by name; anything that JSON can carry. */
export type Parameters = Readonly<Record<string, unknown>>;

const DECLARATION = /^(const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;

/**
 * What a parameters cell declares, one name a statement, with the keyword: the
 * kernel lets `const` be declared anew by `const` and `let` by `let` alone.
 */
const declared = (source: string): Map<string, string> =>
  new Map(
    [...source.matchAll(DECLARATION)].map((match) => [match[2]!, match[1]!]),
  );

const INJECTED = "injected-parameters";

/** Whether a cell is the one that {@linkcode injectParameters} added. */
export const isInjected = (cell: Cell): boolean =>
  cell.metadata.tags?.includes(INJECTED) === true;

/**
 * The notebook with a cell after the one tagged `parameters` that declares the
 * given values anew, as papermill does it.
 *
 * @throws {InputError} if there is no such cell, it does not declare a given
 *   name, or JSON cannot carry a value
 *
 * @example
 * ```ts
 * import { injectParameters, parseNotebook } from "#karyon";
 * const metadata = { tags: ["parameters"] };
 * const cell = { cell_type: "code", metadata, source: "let seed = 1;" };
 * const notebook = parseNotebook({ nbformat: 4, cells: [cell] });
 * const { cells } = injectParameters(notebook, { seed: 2 }, "a.ipynb");
 * if (!cells[1]?.source.includes("let seed = 2;")) throw new Error();
 * ```
 */
export function injectParameters(
  notebook: Notebook,
  parameters: Parameters,
  path: string,
): Notebook {
  if (Object.keys(parameters).length === 0) return notebook;
  const tagged = (tag: string) =>
    notebook.cells.findIndex((cell) => cell.metadata.tags?.includes(tag));
  const at = tagged("parameters");
  const cell = notebook.cells[at];
  if (cell?.cell_type !== "code") {
    throw new InputError(
      'Expected a code cell tagged "parameters" to take parameters but found none',
      { path },
    );
  }
  const keywords = declared(cell.source);
  const statements = Object.entries(parameters).map(([name, value]) => {
    const keyword = keywords.get(name);
    if (keyword === undefined) {
      const names = [...keywords.keys()].join(", ");
      throw new InputError(
        `Expected a parameter that the notebook declares (${names}) but found "${name}"`,
        { path },
      );
    }
    const json = JSON.stringify(value);
    if (json === undefined) {
      throw new InputError(
        `Expected parameter "${name}" to be JSON but found ${typeof value}`,
        { path },
      );
    }
    return `${keyword} ${name} = ${json};`;
  });
  const injected: CodeCell = {
    cell_type: "code",
    id: INJECTED,
    metadata: { tags: [INJECTED] },
    source: ["// Set for this run.", ...statements].join("\n"),
    execution_count: null,
    outputs: [],
  };
  const others = notebook.cells.filter((other) => !isInjected(other));
  const cells = others.toSpliced(others.indexOf(cell) + 1, 0, injected);
  return { ...notebook, cells };
}
