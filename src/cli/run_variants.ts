/** A job for each row of a file of parameters. */
import { basename } from "node:path";
import { injectParameters, InputError, type Parameters, readNotebook } from "../mod.ts";
import type { NotebookJob } from "./run_job.ts";
import { describeParameters, nameRuns } from "./run_names.ts";
import { readParams } from "./run_params.ts";

/** The same for the same values, in whatever order they are given. */
const keyOf = (parameters: Parameters): string =>
  JSON.stringify(Object.entries(parameters).sort(([a], [b]) => a < b ? -1 : 1));

/**
 * The runs of a notebook that a file asks for, each named by its row.
 *
 * @param path the notebook
 * @param file as `readParams` takes it
 * @param common values for every run; a row may not give them too
 * @throws {InputError} before anything runs, with file, row and value, if the notebook
 *   does not declare a name, or two rows are the same
 */
export async function variantJobs(
  path: string,
  file: string,
  common: Parameters,
): Promise<NotebookJob[]> {
  const rows = await readParams(file);
  const notebook = await readNotebook(path);
  const seen = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const fail = (words: string, cause?: unknown): never => {
      throw new InputError(`row ${i + 1}: ${words}`, { path: file, cause });
    };
    const both = Object.keys(row).find((name) => name in common);
    if (both !== undefined) {
      fail(`Expected "${both}" here or with --parameter but found it in both`);
    }
    try {
      injectParameters(notebook, { ...common, ...row }, path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      fail(error.message, error);
    }
    const same = seen.get(keyOf(row));
    if (same !== undefined) {
      fail(
        `Expected another run than in row ${same} but found ${describeParameters(row)}`,
      );
    }
    seen.set(keyOf(row), i + 1);
  }
  const names = nameRuns(basename(path, ".ipynb"), rows);
  return rows.map((row, i) => ({
    path,
    name: names[i]!,
    variant: describeParameters(row),
    parameters: () => Promise.resolve({ ...common, ...row }),
  }));
}
