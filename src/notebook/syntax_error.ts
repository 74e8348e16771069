/** Why a cell does not parse, and where. */
import { transpileCell } from "./cell_lines.ts";

/** What a parser says. */
export interface SyntaxFault {
  readonly message: string;
  /** In the cell, from 1. */
  readonly line: number;
  /** In that line, from 1. */
  readonly column: number;
}

/** What Babel's errors have besides. */
interface ParseError extends SyntaxError {
  readonly loc: { readonly line: number; readonly column: number };
}

/**
 * Finds the first syntax error of a cell: by the kernel's own parser or, since that one
 * leaves some to the engine, by Babel's.
 */
export async function findSyntaxFault(source: string): Promise<SyntaxFault | undefined> {
  const known = await transpileCell(source, 0);
  if (known && "syntaxError" in known) return known.syntaxError;
  // Only who has made a mistake waits for the parser.
  const { parse } = await import("@babel/parser");
  try {
    parse(source, {
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      plugins: ["typescript"],
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message, loc } = error as ParseError;
    return {
      message: message.replace(/ \(\d+:\d+\)$/, ""),
      line: loc.line,
      column: loc.column + 1,
    };
  }
  return undefined;
}
