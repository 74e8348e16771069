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

/** By how much a line of what is sent (from 0) is indented: the comment's end. */
const shift = (line: number, n: number): number =>
  n > 0 && line === STRIDE * n ? "*/".length : 0;

/** The place that a stack frame names, if it is in a cell. */
export function framePlace(frame: string): Place | undefined {
  const found = frame.match(/<anonymous>:(\d+):(\d+)/);
  if (found === null) return undefined;
  const line = Number(found[1]) - 1;
  // Deno 2.8 counts an import's column without the prefix.
  const column = Math.max(0, Number(found[2]) - 1 - (line === 0 ? PREFIX : 0));
  return { cell: Math.floor(line / STRIDE), line, column };
}

/** A cell as JavaScript: where its lines come from, or why there is none. */
export type CellLines =
  | {
    /** The line of the source (from 1) that a place comes from. */
    readonly sourceLine: (place: Place) => number | undefined;
    /** The column there, from 1. */
    readonly sourceColumn: (place: Place) => number | undefined;
  }
  | {
    readonly syntaxError: {
      readonly message: string;
      readonly line: number;
      readonly column: number;
    };
  };

/**
 * Imports, turned to an empty module: only lines matter here, and nothing that
 * a cell imports may be looked for.
 */
const withoutImports = (source: string): string =>
  source.replaceAll(
    /(\b(?:from|import)\s*)(["'])[^"'\n]*\2/g,
    "$1$2data:text/javascript,$2",
  );

/** The one JavaScript file that Deno wrote below its cache's folder. */
async function emitted(folder: string): Promise<string | undefined> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    const found = isDirectory
      ? await emitted(path)
      : name === "cell.ts.js"
      ? await Deno.readTextFile(path)
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function sourceMapOf(javascript: string): SourceMap | undefined {
  const encoded = javascript.match(/sourceMappingURL=data:[^,]*;base64,(\S+)/)?.[1];
  return encoded === undefined ? undefined : new SourceMap(
    JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(encoded))),
  );
}

/**
 * Transpiles a cell as the kernel does; undefined where that fails.
 *
 * Deno writes what it transpiles, with a source map, into its cache: a cache of
 * our own shows it, in every version (`deno transpile` is new in 2.9).
 */
export async function transpileCell(
  source: string,
  n: number,
): Promise<CellLines | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-cell-" });
  try {
    await Deno.writeTextFile(`${folder}/cell.ts`, withoutImports(sentCode(source, n)));
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(CONFIG));
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["cache", "--no-lock", "cell.ts"],
      cwd: folder,
      env: { NO_COLOR: "1", DENO_DIR: `${folder}/cache` },
      stdin: "null",
      stdout: "null",
    }).output();
    if (code === 0) {
      const map = sourceMapOf(await emitted(`${folder}/cache/gen`) ?? "");
      if (map === undefined) return undefined;
      const original = ({ line, column }: Place) => {
        const entry = map.findEntry(line, column);
        return "originalLine" in entry ? entry : undefined;
      };
      return {
        sourceLine(place) {
          const entry = original(place);
          return entry && entry.originalLine + 1 - STRIDE * n;
        },
        sourceColumn(place) {
          const entry = original(place);
          return entry && entry.originalColumn + 1 - shift(entry.originalLine, n);
        },
      };
    }
    const words = new TextDecoder().decode(stderr);
    const message = words.match(/(?:SyntaxError|error): (?:SyntaxError: )?(.+)/)?.[1];
    const [, line, column] = words.match(/cell\.ts:(\d+):(\d+)/) ?? [];
    if (message === undefined || line === undefined) return undefined;
    return {
      syntaxError: {
        message,
        line: Number(line) - STRIDE * n,
        column: Number(column) - shift(Number(line) - 1, n),
      },
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
