/** A cell's code as a syntax tree. */
import type { parse } from "@babel/parser";
import type { Cell } from "./nbformat.ts";

type Program = ReturnType<typeof parse>["program"];

/** A statement of a cell, with its place. */
export type Statement = Program["body"][number];

/** A token, or a comment, whose type is a word. */
interface Token {
  readonly type: string | { readonly label: string };
  readonly loc: { readonly start: { readonly line: number } };
}

/** A code cell that could be parsed. */
export interface ParsedCell {
  /** Among all cells, from 1. */
  readonly number: number;
  readonly program: Program;
  readonly tokens: readonly Token[];
  readonly isParameters: boolean;
}

export const isParameters = (cell: Cell): boolean =>
  cell.metadata.tags?.includes("parameters") === true;

/**
 * Parses the code cells. One with a syntax error is left out: the type check
 * tells of it.
 */
export async function parseCells(cells: readonly Cell[]): Promise<ParsedCell[]> {
  // Only who checks notebooks waits for the parser.
  const { parse } = await import("@babel/parser");
  return cells.flatMap((cell, i) => {
    if (cell.cell_type !== "code") return [];
    try {
      const { program, tokens } = parse(cell.source, {
        sourceType: "module",
        plugins: ["typescript"],
        tokens: true,
      });
      return [{
        number: i + 1,
        program,
        tokens: (tokens ?? []) as Token[],
        isParameters: isParameters(cell),
      }];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
