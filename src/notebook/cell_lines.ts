/**
 * Finding a cell's lines again: the kernel runs JavaScript that Deno made of
 * the cell, without its empty lines and types, and reports that one's lines.
 */
import { SourceMap } from "node:module";

/** A cell as JavaScript: where its lines come from, or why there is none. */
export type Transpiled =
  | { readonly map: SourceMap }
  | {
    readonly syntaxError: { readonly message: string; readonly line: number };
  };

/** Keeps imports that only the next cells use, as the kernel does. */
const CONFIG = { compilerOptions: { verbatimModuleSyntax: true } };

/** The kernel puts this before the first line. */
const PREFIX = '"use strict"; void 0;'.length;

/** Transpiles a cell as the kernel does; undefined where this Deno cannot. */
export async function transpileCell(
  source: string,
): Promise<Transpiled | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-cell-" });
  try {
    await Deno.writeTextFile(`${folder}/cell.ts`, source);
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
      const map = await Deno.readTextFile(`${folder}/out/cell.js.map`);
      return { map: new SourceMap(JSON.parse(map)) };
    }
    const words = new TextDecoder().decode(stderr);
    const message = words.match(/SyntaxError: (.+)/)?.[1];
    const line = words.match(/cell\.ts:(\d+):\d+/)?.[1];
    if (message === undefined || line === undefined) return undefined;
    return { syntaxError: { message, line: Number(line) } };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * The line of the cell (from 1) that a stack frame names; undefined if the
 * frame is not in this cell. All cells share one name in stacks, so a function
 * counts as this cell's only if an expression of it starts where the frame says.
 */
export function frameLine(
  frame: string,
  map: SourceMap,
  source: string,
): number | undefined {
  const place = frame.match(/<anonymous>:(\d+):(\d+)/);
  if (place === null) return undefined;
  const line = Number(place[1]) - 1;
  const column = Number(place[2]) - 1 - (line === 0 ? PREFIX : 0);
  const entry = map.findEntry(line, column);
  if (!("originalLine" in entry) || entry.generatedLine !== line) {
    return undefined;
  }
  const inside = frame.match(/at (?:async )?(?:new )?(\S+) \(/)?.[1];
  if (inside !== undefined) {
    const isHere = entry.generatedColumn === column &&
      (inside.includes(".") || inside.includes("<") || source.includes(inside));
    if (!isHere) return undefined;
  }
  return entry.originalLine + 1;
}
