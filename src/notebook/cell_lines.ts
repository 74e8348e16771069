/**
 * Finding a cell's lines again: the kernel runs JavaScript that Deno made of
 * the cell, without its empty lines and types, and stacks give that one's lines
 * and no cell. So each cell is sent with a comment of empty lines before it,
 * which puts the lines of the n-th code cell into a range of their own.
 */
import { SourceMap } from "node:module";

/** A range's size; a cell of more lines of JavaScript would reach the next. */
const STRIDE = 1000;

/** The kernel puts this before the first line. */
const PREFIX = '"use strict"; void 0;'.length;

/** Keeps imports that only the next cells use, as the kernel does. */
const CONFIG = { compilerOptions: { verbatimModuleSyntax: true } };

/** Where a stack frame is. */
export interface Place {
  /** The cell among the code cells that ran, from 0. */
  readonly cell: number;
  /** In the JavaScript that the kernel ran, from 0. */
  readonly line: number;
  readonly column: number;
}

/** The code of the n-th code cell (from 0) as it is sent to the kernel. */
export const sentCode = (source: string, n: number): string =>
  n === 0 ? source : `/*${"\n".repeat(STRIDE * n)}*/${source}`;

/** The place that a stack frame names, if it is in a cell. */
export function framePlace(frame: string): Place | undefined {
  const found = frame.match(/<anonymous>:(\d+):(\d+)/);
  if (found === null) return undefined;
  const line = Number(found[1]) - 1;
  const column = Number(found[2]) - 1 - (line === 0 ? PREFIX : 0);
  return { cell: Math.floor(line / STRIDE), line, column };
}

/** A cell as JavaScript: where its lines come from, or why there is none. */
export type CellLines =
  /** The line of the source (from 1) that a place comes from. */
  | { readonly sourceLine: (place: Place) => number | undefined }
  | {
    readonly syntaxError: { readonly message: string; readonly line: number };
  };

/** Transpiles a cell as the kernel does; undefined where this Deno cannot. */
export async function transpileCell(
  source: string,
  n: number,
): Promise<CellLines | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-cell-" });
  try {
    await Deno.writeTextFile(`${folder}/cell.ts`, sentCode(source, n));
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(CONFIG));
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "transpile",
        "--no-check",
        "--source-map=separate",
        "--outdir=out",
        "cell.ts",
      ],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
    }).output();
    if (code === 0) {
      const file = await Deno.readTextFile(`${folder}/out/cell.js.map`);
      const map = new SourceMap(JSON.parse(file));
      return {
        sourceLine({ line, column }) {
          const entry = map.findEntry(line, column);
          return "originalLine" in entry
            ? entry.originalLine + 1 - STRIDE * n
            : undefined;
        },
      };
    }
    const words = new TextDecoder().decode(stderr);
    const message = words.match(/SyntaxError: (.+)/)?.[1];
    const line = words.match(/cell\.ts:(\d+):\d+/)?.[1];
    if (message === undefined || line === undefined) return undefined;
    return { syntaxError: { message, line: Number(line) - STRIDE * n } };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
