/** An error of a notebook's run, told in the notebook's own terms. */
import { stripVTControlCharacters } from "node:util";
import { type CellLines, framePlace, transpileCell } from "./cell_lines.ts";
import type { CodeCell, Notebook, Output } from "./nbformat.ts";
import { isInjected } from "./parameters.ts";
import { findSyntaxFault } from "./syntax_error.ts";

/** What went wrong first, and where. */
export interface RunError {
  /** The notebook's path. */
  readonly notebook: string;
  /** The cell among all cells of the file, from 1. */
  readonly cell: number;
  readonly cellId: string;
  /** The line in that cell, from 1, where it can be known. */
  readonly line?: number;
  /** That line's text. */
  readonly source?: string;
  readonly name: string;
  readonly message: string;
}

/** An error as it came from the kernel, or as the runner saw it. */
export interface RawError {
  readonly name: string;
  readonly message: string;
  /** Stack frames, or nothing. */
  readonly stack: readonly string[];
  /** Nobody waited for it: the cell that ran when it came need not be its own. */
  readonly stray?: boolean;
}

/** The error that a reply or an error message of the kernel carries. */
export function rawError(content: Record<string, unknown>): RawError {
  const traceback = Array.isArray(content["traceback"])
    ? content["traceback"].map(String)
    : [];
  const stack = traceback.flatMap((text) => stripVTControlCharacters(text).split("\n"));
  const name = String(content["ename"] ?? "Error");
  const message = String(content["evalue"] ?? "");
  // Deno 2.8 puts the whole text of a syntax error into its name.
  if (name.startsWith("SyntaxError:")) {
    const first = name.slice("SyntaxError:".length).trim().split("\n")[0]!;
    return { name: "SyntaxError", message: first, stack: [] };
  }
  return { name: name === "Unknown error" ? "Error" : name, message, stack };
}

/**
 * Finds an error's cell and line, and puts the error into that cell's outputs.
 *
 * @param ran the code cells that have run, in order, the last one included
 */
export async function placeError(
  raw: RawError,
  run: { path: string; notebook: Notebook; ran: readonly CodeCell[] },
): Promise<RunError> {
  const { path, notebook, ran } = run;
  const current = ran.length - 1;
  const places = raw.stack.map(framePlace);
  const at = raw.stray ? places.find((place) => place)?.cell ?? current : current;
  const cell = ran[at] ?? ran[current]!;
  // As in the file: the cell that parameters were injected in is not counted.
  const own = notebook.cells.filter((cell) => !isInjected(cell) || cell === ran[at]);
  const number = (cell: CodeCell) => own.indexOf(cell) + 1;

  const lines = new Map<number, CellLines | undefined>();
  for (const n of new Set(places.flatMap((place) => place?.cell ?? []))) {
    if (ran[n]) lines.set(n, await transpileCell(ran[n].source, n));
  }
  const sourceLines = places.map((place) => {
    const known = place && lines.get(place.cell);
    return place && known && "sourceLine" in known ? known.sourceLine(place) : undefined;
  });

  let { name, message } = raw;
  let line = sourceLines[places.findIndex((place) => place?.cell === at)] ??
    importLine(message, cell.source);
  if (message === "Execution failed" || name === "SyntaxError") {
    const fault = await findSyntaxFault(cell.source);
    if (fault) {
      ({ message, line } = fault);
      name = "SyntaxError";
    }
  }
  const frames = raw.stack.map((frame, i) => {
    const other = ran[places[i]?.cell ?? -1];
    if (!other) return frame;
    const where = `cell ${number(other)}, line ${sourceLines[i] ?? "?"}`;
    return frame.replace(/<anonymous>:\d+:\d+/, where);
  }).filter((frame) => /^\s+at /.test(frame) && !/\bext:|<unknown>/.test(frame));
  cell.outputs.push(errorOutput(name, message, frames));

  const source = line === undefined ? undefined : cell.source.split("\n")[line - 1];
  return {
    notebook: path,
    cell: number(cell),
    cellId: cell.id,
    ...(line === undefined ? {} : { line }),
    ...(source === undefined ? {} : { source }),
    name,
    message,
  };
}

/** The line that imports the module which an error names: Deno 2.8 does not say. */
function importLine(message: string, source: string): number | undefined {
  const name = message.match(/^Module not found "[^"]*?([^"/]+)"/)?.[1];
  const at = name === undefined
    ? -1
    : source.split("\n").findIndex((line) => line.includes(name));
  return at < 0 ? undefined : at + 1;
}

const errorOutput = (
  name: string,
  message: string,
  frames: string[],
): Output => ({
  output_type: "error",
  ename: name,
  evalue: message,
  traceback: [`${name}: ${message}`, ...frames],
});
