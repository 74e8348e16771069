/** A notebook's code as one TypeScript module. */
import { type Notebook, readNotebook } from "./nbformat.ts";

/** A line of a notebook. */
export interface NotebookLine {
  /** Among all cells, from 1. */
  readonly cell: number;
  /** In the cell, from 1. */
  readonly line: number;
}

/** A module made of a notebook's code cells. */
export interface ExtractedCells {
  readonly source: string;
  /** The notebook's line that a line of the module (from 1) is. */
  readonly map: (line: number) => NotebookLine | undefined;
}

/** Makes it a module even where no cell imports or exports. */
const END = "export {};";

/**
 * Puts the code cells one after the other, each under a comment with its
 * number, so that tools that know no notebooks can read them.
 *
 * @param notebook a notebook, or the path of one
 *
 * @example
 * ```ts
 * import { extractCells, parseNotebook } from "#karyon";
 * const cell = { cell_type: "code", metadata: {}, source: "const a = 1;" };
 * const { source, map } = await extractCells(parseNotebook({ nbformat: 4, cells: [cell] }));
 * if (source.split("\n")[1] !== "const a = 1;") throw new Error(source);
 * if (map(2)?.cell !== 1 || map(2)?.line !== 1) throw new Error();
 * ```
 */
export async function extractCells(
  notebook: Notebook | string,
): Promise<ExtractedCells> {
  const { cells } = typeof notebook === "string"
    ? await readNotebook(notebook)
    : notebook;
  const lines: string[] = [];
  const places: (NotebookLine | undefined)[] = [];
  for (const [i, cell] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    lines.push(`// Cell ${i + 1}`);
    places.push(undefined);
    for (const [j, line] of cell.source.split("\n").entries()) {
      lines.push(line);
      places.push({ cell: i + 1, line: j + 1 });
    }
  }
  return {
    source: [...lines, END, ""].join("\n"),
    map: (line) => places[line - 1],
  };
}
