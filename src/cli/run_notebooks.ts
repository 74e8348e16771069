import { basename, join, relative, resolve } from "node:path";
import {
  InputError,
  parseNotebook,
  runNotebook,
  type RunOptions,
  type RunResult,
} from "../mod.ts";
import { note } from "./output.ts";
import { progressBar } from "./progress.ts";
import { ReportWriter } from "./report_writer.ts";

/** Where results go and what the notebooks are told. */
export interface RunNotebooksOptions {
  /** Executed notebooks and pages go here; nothing is written without it. */
  readonly out?: string;
  /** Values for one notebook; a name that it does not declare is an error. */
  readonly parameters: (path: string) => Promise<NonNullable<RunOptions["parameters"]>>;
  readonly deno?: string;
  /** Stops the notebook that runs, and begins no other. */
  readonly signal?: AbortSignal;
}

/** One line for a person: where it went wrong, and how. */
function describe(
  { notebook, cell, line, source, name, message }: NonNullable<RunResult["error"]>,
) {
  const place = cell === 0
    ? ""
    : line === undefined
    ? `, cell ${cell}`
    : `, cell ${cell}, line ${line}`;
  return `${notebook}${place}: ${name}: ${message}${
    source ? `\n    ${source.trim()}` : ""
  }`;
}

/** No result may take the place of a notebook, or of another result. */
function expectApart(paths: readonly string[], out: string): void {
  for (const [name, same] of Map.groupBy(paths, (path) => basename(path))) {
    if (same.length > 1) {
      throw new InputError(
        `Expected one notebook named ${name} but found ${
          same.join(" and ")
        }: their results would overwrite each other`,
      );
    }
    if (resolve(same[0]!) === resolve(out, name)) {
      throw new InputError(
        "Expected another folder than the notebook's own: the result would overwrite it",
        { path: out },
      );
    }
  }
}

/** A notebook that could not even begin, as a result like the others. */
function unreadable(path: string, error: InputError): RunResult {
  const { name, message } = error;
  return {
    path,
    notebook: parseNotebook({ nbformat: 4, metadata: {}, cells: [] }),
    ok: false,
    seconds: 0,
    cells: 0,
    error: { notebook: path, cell: 0, cellId: "", name, message },
  };
}

/**
 * Runs notebooks one after the other, each to its end or its first error, and
 * writes each result as soon as it is there.
 */
export async function runNotebooks(
  paths: readonly string[],
  options: RunNotebooksOptions,
): Promise<RunResult[]> {
  const { out, deno, signal } = options;
  if (out !== undefined) expectApart(paths, out);
  const results: RunResult[] = [];
  const writer = out === undefined ? undefined : new ReportWriter(out);
  for (const path of paths) {
    if (signal?.aborted) break;
    const bar = progressBar(basename(path));
    const result = await (async () =>
      await runNotebook(path, {
        parameters: await options.parameters(path),
        onProgress: (done, total) => bar.update(done, total, "cells"),
        ...(deno === undefined ? {} : { deno }),
        ...(signal === undefined ? {} : { signal }),
      }))().catch((error) => {
        if (error instanceof InputError) return unreadable(path, error);
        throw error;
      });
    bar.stop();
    results.push(result);
    if (result.error) note(`karyon: ${describe(result.error)}`);
    await writer?.add(result);
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
