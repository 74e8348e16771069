/** Runs notebooks, several at once, and writes what they come to. */
import { join, relative } from "node:path";
import {
  InputError,
  parseNotebook,
  runNotebook,
  type RunOptions,
  type RunResult,
} from "../mod.ts";
import { ReportWriter } from "./report_writer.ts";
import { expectApart, type NotebookJob } from "./run_job.ts";
import { RunProgress } from "./run_progress.ts";
import { shareThreads, usualJobs } from "./run_threads.ts";

/** Where results go and how notebooks are run. */
export interface RunNotebooksOptions {
  /** Executed notebooks and pages go here; nothing is written without it. */
  readonly out?: string;
  /** How many run at once (default: `usualJobs()`). */
  readonly atOnce?: number;
  readonly deno?: string;
  /** Stops the notebooks that run, and begins no other. */
  readonly signal?: AbortSignal;
}

/** A job that has run, with what it came to. */
export interface JobResult {
  readonly job: NotebookJob;
  readonly result: RunResult;
}

/** One line for a person: where it went wrong, and how. */
function describe(
  { variant }: NotebookJob,
  { notebook, cell, line, source, name, message }: NonNullable<RunResult["error"]>,
): string {
  const which = variant === undefined ? notebook : `${notebook} (${variant})`;
  const place = cell === 0
    ? ""
    : line === undefined
    ? `, cell ${cell}`
    : `, cell ${cell}, line ${line}`;
  return `${which}${place}: ${name}: ${message}${source ? `\n    ${source.trim()}` : ""}`;
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

async function runJob(job: NotebookJob, options: RunOptions): Promise<RunResult> {
  try {
    return await runNotebook(job.path, {
      ...options,
      parameters: await job.parameters(),
    });
  } catch (error) {
    if (error instanceof InputError) return unreadable(job.path, error);
    throw error;
  }
}

/**
 * Runs notebooks, begun in their order, each to its end or its first error, and
 * writes each result as soon as it is there.
 *
 * @returns the results of those that were begun, in the order of the jobs
 */
export async function runNotebooks(
  jobs: readonly NotebookJob[],
  options: RunNotebooksOptions,
): Promise<JobResult[]> {
  const { out, deno, signal } = options;
  if (out !== undefined) expectApart(jobs, out);
  const writer = out === undefined ? undefined : new ReportWriter(out, jobs);
  const kernels = Math.min(options.atOnce ?? usualJobs(), jobs.length);
  const broken = new AbortController();
  const stop = AbortSignal.any([broken.signal, ...(signal ? [signal] : [])]);
  const common = {
    env: shareThreads(kernels),
    signal: stop,
    ...(deno === undefined ? {} : { deno }),
  };
  const results: (RunResult | undefined)[] = jobs.map(() => undefined);
  const progress = new RunProgress(jobs.length);
  const queue = jobs.entries();
  const takeJobs = async () => {
    for (const [at, job] of queue) {
      if (stop.aborted) return;
      progress.step(job, 0, 0);
      const result = await runJob(job, {
        ...common,
        onProgress: (done, of) => progress.step(job, done, of),
      });
      results[at] = result;
      progress.end(job, result.seconds);
      if (result.error) progress.say(`karyon: ${describe(job, result.error)}`);
      await writer?.add(at, result);
    }
  };
  // What breaks one (a full disk, a kernel that does not start) ends the others too.
  const takers = Array.from({ length: kernels }, () =>
    takeJobs().catch((error) => {
      broken.abort();
      throw error;
    }));
  const ends = await Promise.allSettled(takers);
  progress.stop();
  const first = ends.find((end) => end.status === "rejected");
  if (first !== undefined) throw first.reason;
  await writer?.finish();
  return jobs.flatMap((job, at) => {
    const result = results[at];
    return result === undefined ? [] : [{ job, result }];
  });
}

/** The lines that say how each notebook ended. */
export function summary(results: readonly JobResult[], out?: string): string[] {
  return [
    ...results.map(({ job: { path, variant }, result: { ok, seconds } }) =>
      `${ok ? "ok    " : "failed"} ${seconds.toFixed(1).padStart(7)} s  ${path}` +
      (variant === undefined ? "" : `  ${variant}`)
    ),
    ...(out === undefined
      ? ["Nothing was kept: --out DIR keeps executed notebooks and their pages."]
      : [`Open ${relative(Deno.cwd(), join(out, "index.html"))}`]),
  ];
}
