/** An error of a notebook's run, told in the notebook's own terms. */
import { stripVTControlCharacters } from "node:util";
import type { Output } from "./nbformat.ts";
import { frameLine, transpileCell } from "./transpile_cell.ts";

/** What went wrong first, and where. */
export interface RunError {
  /** The notebook's path. */
  readonly notebook: string;
  /** The cell among all cells, from 1. */
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
}

/** The error that a reply or an error message of the kernel carries. */
export function rawError(content: Record<string, unknown>): RawError {
  const traceback = Array.isArray(content.traceback)
    ? content.traceback.map(String)
    : [];
  const stack = traceback.flatMap((text) =>
    stripVTControlCharacters(text).split("\n")
  );
  const name = String(content.ename ?? "Error");
  const message = String(content.evalue ?? "");
  // Deno 2.8 puts the whole text of a syntax error into its name.
  if (name.startsWith("SyntaxError:")) {
    const first = name.slice("SyntaxError:".length).trim().split("\n")[0]!;
    return { name: "SyntaxError", message: first, stack: [] };
  }
  return { name: name === "Unknown error" ? "Error" : name, message, stack };
}

/** The error with its place, and the output that shows it in the cell. */
export async function locateError(
  raw: RawError,
  place: { notebook: string; cell: number; cellId: string; source: string },
): Promise<{ error: RunError; output: Output }> {
  const { source, ...where } = place;
  const inKernel = raw.stack.some((frame) => frame.includes("<anonymous>:"));
  const noStack = raw.message === "Execution failed" ||
    raw.name === "SyntaxError";
  const cell = inKernel || noStack ? await transpileCell(source) : undefined;
  let { name, message } = raw;
  let line: number | undefined;
  let frames: string[] = [];
  if (cell !== undefined && "syntaxError" in cell) {
    ({ message, line } = cell.syntaxError);
    name = "SyntaxError";
  } else if (cell !== undefined) {
    const lines = raw.stack.map((frame) => frameLine(frame, cell.map, source));
    line = lines.find((found) => found !== undefined);
    frames = raw.stack.map((frame, i) => readable(frame, place.cell, lines[i]));
  }
  const sourceLine = line === undefined
    ? undefined
    : source.split("\n")[line - 1];
  const error: RunError = {
    ...where,
    ...(line === undefined ? {} : { line }),
    ...(sourceLine === undefined ? {} : { source: sourceLine }),
    name,
    message,
  };
  const traceback = [
    `${name}: ${message}`,
    ...(frames.length === 0 && line !== undefined
      ? [`    at cell ${place.cell}, line ${line}`]
      : frames.filter((frame) =>
        /^\s+at /.test(frame) && !/\bext:/.test(frame)
      )),
    ...(sourceLine === undefined ? [] : [`line ${line}: ${sourceLine.trim()}`]),
  ];
  return {
    error,
    output: { output_type: "error", ename: name, evalue: message, traceback },
  };
}

/** A stack frame with the notebook's places for the kernel's. */
function readable(
  frame: string,
  cell: number,
  line: number | undefined,
): string {
  const where = line === undefined
    ? "an earlier cell"
    : `cell ${cell}, line ${line}`;
  return frame.replace(/<anonymous>:\d+:\d+/, where);
}
