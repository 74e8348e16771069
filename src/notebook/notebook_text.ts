/** A notebook as plain text, for people who compare two versions of one. */
import type { Cell, Notebook, Output } from "./nbformat.ts";

/** What a cell showed, in a line or in the words that it printed. */
function outputText(output: Output): string {
  if (output.output_type === "stream") return output.text.trimEnd();
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  const plain = output.data["text/plain"];
  return typeof plain === "string"
    ? plain.trimEnd()
    : `(${Object.keys(output.data).join(", ")})`;
}

function cellText(cell: Cell): string {
  const tags = (cell.metadata as { tags?: readonly string[] }).tags ?? [];
  const marks = tags.length === 0 ? "" : ` [${tags.join(", ")}]`;
  const shown = cell.cell_type === "code" ? cell.outputs.map(outputText) : [];
  return [
    `── ${cell.cell_type} ${cell.id}${marks}`,
    cell.source,
    ...shown.map((text) => text.replace(/^/gm, "▏ ")),
  ].join("\n");
}

/**
 * The cells one after the other, each under a line with its kind, id and tags; outputs
 * as their plain words. What JSON adds (quotes, brackets, counts, pictures) is left out,
 * so two versions differ where a reader would see it.
 *
 * @example
 * ```ts
 * import { notebookText, parseNotebook } from "#karyon";
 * const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "# Data" };
 * const text = notebookText(parseNotebook({ nbformat: 4, cells: [cell] }));
 * if (text !== "── markdown a\n# Data\n") throw new Error(text);
 * ```
 */
export function notebookText({ cells }: Notebook): string {
  return cells.map(cellText).join("\n\n") + "\n";
}
