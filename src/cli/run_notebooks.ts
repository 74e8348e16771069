import { basename, join, relative } from "node:path";
import {
  exportHtml,
  exportIndex,
  type IndexEntry,
  messageOf,
  runNotebook,
  type RunOptions,
  type RunResult,
  writeBeside,
  writeNotebook,
} from "../mod.ts";
import { note } from "./output.ts";
import { progressBar } from "./progress.ts";

/** Where results go and what the notebooks are told. */
export interface RunNotebooksOptions {
  /** Executed notebooks and pages go here; nothing is written without it. */
  readonly out?: string;
  /** Values for one notebook; a name that it does not declare is an error. */
  readonly parameters: (path: string) => Promise<NonNullable<RunOptions["parameters"]>>;
  readonly deno?: string;
}

/** One line for a person: where it went wrong, and how. */
function describe(
  { notebook, cell, line, source, name, message }: NonNullable<RunResult["error"]>,
) {
  const place = line === undefined ? `cell ${cell}` : `cell ${cell}, line ${line}`;
  return `${notebook}, ${place}: ${name}: ${message}${
    source ? `\n    ${source.trim()}` : ""
  }`;
}

/** Writes the executed notebook and its page. */
async function save({ path, notebook }: RunResult, out: string): Promise<string> {
  const page = `${basename(path, ".ipynb")}.html`;
  await writeNotebook(join(out, basename(path)), notebook);
  await writeBeside(join(out, page), await exportHtml(notebook));
  return page;
}

/**
 * Runs notebooks one after the other, each to its end or its first error, and
 * writes each result as soon as it is there.
 */
export async function runNotebooks(
  paths: readonly string[],
  options: RunNotebooksOptions,
): Promise<RunResult[]> {
  const { out, deno } = options;
  const results: RunResult[] = [];
  const entries: IndexEntry[] = [];
  for (const path of paths) {
    const bar = progressBar(basename(path));
    const result = await runNotebook(path, {
      parameters: await options.parameters(path),
      onProgress: bar.update,
      ...(deno === undefined ? {} : { deno }),
    });
    bar.stop();
    results.push(result);
    if (result.error) note(`karyon: ${describe(result.error)}`);
    if (out === undefined) continue;
    const href = await save(result, out);
    const { notebook, ok, seconds, error } = result;
    entries.push({ href, notebook, ok, seconds, ...(error ? { error } : {}) });
    // Written anew after each notebook, so that a stopped run leaves an index.
    await writeBeside(
      join(out, "index.html"),
      await exportIndex(entries, { title: "Karyon: reports" }),
    ).catch((error) => note(`The index could not be written: ${messageOf(error)}`));
  }
  return results;
}

/** The lines that say how each notebook ended. */
export function summary(results: readonly RunResult[], out?: string): string[] {
  return [
    ...results.map(({ path, ok, seconds }) =>
      `${ok ? "ok    " : "failed"} ${seconds.toFixed(1).padStart(7)} s  ${path}`
    ),
    ...(out === undefined
      ? []
      : [`Open ${relative(Deno.cwd(), join(out, "index.html"))}`]),
  ];
}
