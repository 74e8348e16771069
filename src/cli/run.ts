import { basename } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { InputError, type Parameters } from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  passEngineOn,
  precisionOption,
  print,
  wholeNumber,
} from "./output.ts";
import type { NotebookJob } from "./run_job.ts";
import { runNotebooks, summary } from "./run_notebooks.ts";
import { valueOf } from "./run_params.ts";
import { pdfOption, prepareToPrint } from "./run_pdf.ts";
import { variantJobs } from "./run_variants.ts";
import { stopSignal } from "./stop_signal.ts";

interface RunCommandOptions extends CommonOptions {
  readonly parameter: Parameters;
  readonly params?: string;
  readonly out?: string;
  readonly deno?: string;
  readonly jobs?: number;
  readonly pdf?: boolean;
}

/** Takes `name=value`. */
function collect(given: string, collected: Parameters): Parameters {
  const at = given.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError("Expected name=value.");
  }
  return { ...collected, [given.slice(0, at)]: valueOf(given.slice(at + 1)) };
}

async function jobsFor(
  paths: readonly string[],
  { parameter, params }: RunCommandOptions,
): Promise<NotebookJob[]> {
  if (params === undefined) {
    return paths.map((path) => ({
      path,
      name: basename(path, ".ipynb"),
      parameters: () => Promise.resolve(parameter),
    }));
  }
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) {
    throw new InputError(
      `Expected one notebook with --params but found ${paths.length}: ` +
        paths.join(", "),
    );
  }
  return await variantJobs(path, params, parameter);
}

async function run(paths: string[], options: RunCommandOptions): Promise<void> {
  const { out, deno, jobs: atOnce } = options;
  const jobs = await jobsFor(paths, options);
  const printReports = options.pdf ? await prepareToPrint(out) : undefined;
  const stop = stopSignal("Stopping; what has run is kept.");
  const results = await runNotebooks(jobs, {
    ...(out === undefined ? {} : { out }),
    ...(deno === undefined ? {} : { deno }),
    ...(atOnce === undefined ? {} : { atOnce }),
    signal: stop.signal,
  });
  if (out !== undefined) await printReports?.(out, results, stop.signal);
  stop.release();
  print(options, {
    notebooks: results.map(({ job, result: { path, ok, seconds, error } }) => ({
      path,
      name: job.name,
      ok,
      seconds,
      ...(error ? { error } : {}),
    })),
  }, summary(results, out));
  const failed = results.filter(({ result }) => !result.ok).length;
  if (failed > 0) throw new InputError(`${failed} of ${results.length} notebooks failed`);
}

/** Adds `karyon run`. */
export function addRun(program: Command): void {
  program.command("run <notebook...>")
    .description("execute notebooks from top to bottom, each in a kernel of its own")
    .option(
      "-p, --parameter <name=value>",
      "a value for the cell tagged parameters; paths are seen from the notebook's folder",
      collect,
      {},
    )
    .option("--params <file>", "run one notebook once for each row of a file")
    .option("--out <dir>", "where executed notebooks and pages go")
    .option(
      "--jobs <number>",
      "so many at once (default: 2 where there are two processors)",
      wholeNumber("--jobs", 1),
    )
    .addOption(pdfOption())
    .option("--deno <path>", "the Deno binary whose kernel runs them")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
--params takes JSON or YAML, a list such as [{ "filters": 8, "seed": 1 }], or CSV with
a line of names and a line for each run. Each result is named by its row, such as
03_training,filters=8,seed=1.html; characters that a file's name cannot have become
hyphens, followed by digits that tell the value from others. The same row writes to the
same place again, and results of other rows stay; index.html and results.json tell of
the rows that ran last.`,
    )
    .action((paths: string[], options: RunCommandOptions) => {
      passEngineOn(options);
      return run(paths, options);
    });
}
