/** Errors of cells as a person reads them: in the cells' own lines. */
import { framePlace, type Place, transpileCell } from "./cell_lines.ts";
import { rawError } from "./run_error.ts";
import { findSyntaxFault } from "./syntax_error.ts";

/** A cell that was sent to the kernel. */
export interface SentCell {
  readonly source: string;
  /** Which lines `sentCode()` gave it. */
  readonly range: number;
  /** The number that stands beside it, once it is known. */
  count?: number;
}

/** What an `error` message carries, and the reply to a cell that failed. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A place as a person counts: both from 1. */
interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

/** The line of a place with a caret below it. */
function excerpt(source: string, { line, column }: SourcePlace): string[] {
  const text = source.split("\n")[line - 1];
  if (text === undefined) return [];
  const head = `  ${line} | `;
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return ["", head + text, " ".repeat(head.length) + indent + "^"];
}

/** Where in a cell a stack frame is, if that can be found. */
async function sourcePlace(
  place: Place,
  source: string,
): Promise<SourcePlace | undefined> {
  const known = await transpileCell(source, place.cell);
  if (known === undefined || "syntaxError" in known) return undefined;
  const line = known.sourceLine(place);
  const column = known.sourceColumn(place);
  return line === undefined || column === undefined ? undefined : { line, column };
}

/** A cell that does not parse. */
async function syntaxError(source: string): Promise<ErrorContent | undefined> {
  const fault = await findSyntaxFault(source);
  if (fault === undefined) return undefined;
  const evalue = `${fault.message} (line ${fault.line}, column ${fault.column})`;
  return {
    ename: "SyntaxError",
    evalue,
    traceback: [`SyntaxError: ${evalue}`, ...excerpt(source, fault)],
  };
}

/**
 * What the kernel reports of a cell, told in cells and their lines; the line at fault is
 * shown.
 *
 * @param cells those that may be named, by their ranges
 */
export async function liveError(
  content: Record<string, unknown>,
  cell: SentCell,
  cells: ReadonlyMap<number, SentCell>,
): Promise<ErrorContent> {
  const { name, message, stack } = rawError(content);
  if (message === "Execution failed" || name === "SyntaxError") {
    const known = await syntaxError(cell.source);
    if (known) return known;
  }
  const start = stack.findIndex((line) => /^\s+at /.test(line));
  // Deno 2.8 puts a heading first.
  const words = stack.slice(0, start < 0 ? undefined : start)
    .filter((line) => line !== "Stack trace:");
  const traceback = words[0]?.startsWith(name) ? words : [`${name}: ${message}`];
  let shown: string[] = [];
  for (const frame of start < 0 ? [] : stack.slice(start)) {
    if (/^\s+at .*(\bext:|<unknown>)/.test(frame)) continue;
    const place = framePlace(frame);
    const other = place && cells.get(place.cell);
    if (!place || !other) {
      traceback.push(frame);
      continue;
    }
    const at = await sourcePlace(place, other.source);
    if (at && shown.length === 0) shown = excerpt(other.source, at);
    const where = `cell [${other.count ?? "?"}], line ${at?.line ?? "?"}`;
    traceback.push(frame.replace(/<anonymous>:\d+:\d+/, where));
  }
  return { ename: name, evalue: message, traceback: [...traceback, ...shown] };
}
