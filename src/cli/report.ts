import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError } from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  passEngineOn,
  precisionOption,
  print,
  wholeNumber,
} from "./output.ts";
import { type ReportContents, reportJobs } from "./report_jobs.ts";
import { runNotebooks, summary } from "./run_notebooks.ts";
import { pdfOption, prepareToPrint } from "./run_pdf.ts";
import { stopSignal } from "./stop_signal.ts";

interface ReportCommandOptions extends CommonOptions, ReportContents {
  readonly out: string;
  readonly jobs?: number;
  readonly pdf?: boolean;
}

/** From wherever the command is called, beside the notebooks. */
const REPORTS = fileURLToPath(new URL("../../reports", import.meta.url));

async function run(options: ReportCommandOptions): Promise<void> {
  const { out, jobs: atOnce } = options;
  const jobs = await reportJobs(options);
  const printReports = options.pdf ? await prepareToPrint(out) : undefined;
  const stop = stopSignal("Stopping; what has run is kept.");
  const results = await runNotebooks(jobs, {
    out,
    ...(atOnce === undefined ? {} : { atOnce }),
    signal: stop.signal,
  });
  await printReports?.(out, results, stop.signal);
  stop.release();
  print(options, {
    index: `${out}/index.html`,
    notebooks: results.map(({ job, result: { path, ok, seconds } }) => ({
      path,
      name: job.name,
      ok,
      seconds,
    })),
  }, summary(results, out));
  const failed = results.filter(({ result }) => !result.ok).length;
  if (failed > 0) {
    throw new InputError(`${failed} of ${results.length} notebooks failed`);
  }
  note("Every notebook ran to its end.");
}

/** Adds `karyon report`. */
export function addReport(program: Command): void {
  program.command("report")
    .description("execute every notebook and write reports that a browser opens")
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .option("--out <dir>", "where the reports go", REPORTS)
    .option("--full", "the whole experiments instead of their quick form: hours")
    .option("--solutions", "the solutions of the exercises too: twice the time")
    .option(
      "--jobs <number>",
      "so many at once (default: 2 where there are two processors)",
      wholeNumber("--jobs", 1),
    )
    .addOption(pdfOption())
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action((options: ReportCommandOptions) => {
      passEngineOn(options);
      return run(options);
    });
}
