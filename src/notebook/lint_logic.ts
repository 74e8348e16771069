/** How many lines of logic a cell has. */
import type { ParsedCell } from "./lint_parse.ts";

/** What a cell may hold: more is two steps, and two cells. */
export const MOST_LINES_OF_LOGIC = 15;

/** Tokens that only name values and hold them together. */
const DATA = new Set([
  ..."{}[]),;:.",
  "name",
  "string",
  "num",
  "true",
  "false",
  "null",
  "!",
  // Pieces of a template literal.
  "...${",
  "...`",
]);

interface Piece {
  readonly label: string;
  readonly words: boolean;
}

/** `async function`, `type Name`, `await value`: two names in a row do something. */
const hasNamesInARow = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ label }, i) => label === "name" && pieces[i + 1]?.label === "name");

function isLogic(pieces: readonly Piece[]): boolean {
  const words = pieces.some((piece) => piece.words);
  return hasNamesInARow(pieces) ||
    // Texts are joined by a plus where a line is full.
    pieces.some(({ label }) => !DATA.has(label) && !(words && label === "+/-")) &&
      !pieces.every(({ label }) =>
        label === "(" || DATA.has(label) && label.length === 1
      );
}

/**
 * The lines of a cell that do something. As `deno fmt` lays them out, these do
 * not count: imports, comments, empty lines, lines of brackets and commas alone
 * (`});`), and lines that only hold text or name a value in a list, an object or
 * a call (`split,`, `digits: 3,`).
 *
 * @returns their numbers in the cell, from 1
 */
export function linesOfLogic({ program, tokens }: ParsedCell): number[] {
  const imports = program.body.filter(({ type }) => type === "ImportDeclaration");
  const isImported = (line: number) =>
    imports.some(({ loc }) => loc!.start.line <= line && line <= loc!.end.line);
  const lines = new Map<number, Piece[]>();
  for (const { type, loc } of tokens) {
    // Comments have a word for a type.
    if (typeof type === "string" || type.label === "eof") continue;
    const { label } = type;
    const line = loc.start.line;
    if (isImported(line)) continue;
    const piece = { label, words: label === "string" || label.startsWith("...") };
    lines.set(line, [...lines.get(line) ?? [], piece]);
  }
  return [...lines].filter(([, pieces]) => isLogic(pieces)).map(([line]) => line);
}
