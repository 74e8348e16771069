/**
 * The examples in the docstrings of src/ as tests of one process.
 *
 * `deno test --doc` gives each example an isolate of its own, which loads the whole
 * library again; here it is loaded once. Each example becomes a module on the lines that
 * it has in its source, so that a failure names the right one.
 *
 * @module
 */
import { dirname } from "node:path/posix";

/** An example in a docstring. */
export interface DocExample {
  /** Line of its first line of code, from 1. */
  readonly line: number;
  /** Its code, without the docstring's asterisks. */
  readonly code: string;
}

/** A docstring, which Deno's formatter puts at the start of a line. */
const DOCSTRING = /^[ \t]*\/\*\*.*?\*\//gms;

/** A fenced block that is TypeScript, and what else its fence says. */
const FENCED = /^[ \t]*\* ?```ts\b([^\n]*)\n(.*?)^[ \t]*\* ?```[ \t]*$/gms;

const linesBefore = (text: string, end: number): number =>
  text.slice(0, end).split("\n").length;

/**
 * Every example in the docstrings of a file's text: the blocks fenced as `ts`, except
 * those that say `ignore`.
 */
export function extractDocExamples(text: string): DocExample[] {
  const examples: DocExample[] = [];
  for (const docstring of text.matchAll(DOCSTRING)) {
    for (const fenced of docstring[0].matchAll(FENCED)) {
      if (/\bignore\b/.test(fenced[1]!)) continue;
      examples.push({
        line: linesBefore(text, docstring.index + fenced.index) + 1,
        code: fenced[2]!.replaceAll(/^[ \t]*\* ?/gm, ""),
      });
    }
  }
  return examples;
}

async function* typescriptFilesIn(path: string): AsyncGenerator<string> {
  if ((await Deno.stat(path)).isFile) return yield path;
  const entries = await Array.fromAsync(Deno.readDir(path));
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const inside = `${path.replace(/\/$/, "")}/${name}`;
    if (isDirectory) yield* typescriptFilesIn(inside);
    else if (name.endsWith(".ts")) yield inside;
  }
}

/** What every example finds as it starts, whatever the one before it chose. */
const PREAMBLE = `import { useEngine } from "#karyon";
/** Runs an example on the default engine, as if it were alone. */
const runAlone = (load: () => Promise<unknown>) => async () => {
  await useEngine("cpu");
  await load();
};
`;

/** Leaves a file alone that says so already: another run may be reading it. */
async function writeIfOther(path: string, text: string): Promise<void> {
  const there = await Deno.readTextFile(path).catch(() => undefined);
  if (there === text) return;
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

/**
 * Writes the examples of files and folders as modules, and one file that tests them all,
 * each under the name `file:line`.
 *
 * @param paths files and folders, relative to the working directory
 * @param folder where the modules go
 * @param preamble code that defines `runAlone`, which makes a test of what loads an example
 * @returns the path of the file for `deno test`, and how many examples it holds
 */
export async function writeDocExamples(
  paths: readonly string[],
  folder: string,
  preamble = PREAMBLE,
): Promise<{ path: string; count: number }> {
  const tests: string[] = [];
  for (const path of paths) {
    for await (const source of typescriptFilesIn(path)) {
      const text = await Deno.readTextFile(source);
      for (const { line, code } of extractDocExamples(text)) {
        const module = `${source.replace(/^\//, "")}_${line}.ts`;
        // The export makes a module of code that imports nothing.
        await writeIfOther(
          `${folder}/${module}`,
          `${"\n".repeat(line - 1)}${code}export {};\n`,
        );
        const name = JSON.stringify(`${source}:${line}`);
        const specifier = JSON.stringify(`./${module}`);
        tests.push(`Deno.test(${name}, runAlone(() => import(${specifier})));\n`);
      }
    }
  }
  // A name for each choice of paths, so that runs side by side keep their lists.
  const name = paths.join(" ").replaceAll(/\W+/g, "_").replaceAll(/^_|_$/g, "");
  const path = `${folder}/${name}_test.ts`;
  await writeIfOther(path, preamble + tests.join(""));
  return { path, count: tests.length };
}
