import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { InputError, readNotebook } from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  passEngineOn,
  precisionOption,
  print,
} from "./output.ts";
import { runNotebooks, summary } from "./run_notebooks.ts";
import { stopSignal } from "./stop_signal.ts";

interface ReportCommandOptions extends CommonOptions {
  readonly data: string;
  readonly out: string;
  readonly full?: boolean;
}

const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

/** From wherever the command is called, beside the notebooks. */
const REPORTS = fileURLToPath(new URL("../../reports", import.meta.url));

async function allNotebooks(): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isFile } of Deno.readDir(NOTEBOOKS)) {
    if (isFile && name.endsWith(".ipynb")) paths.push(`${NOTEBOOKS}/${name}`);
  }
  return paths.sort();
}

/** The given values, less those that the notebook has no use for. */
async function declaredBy(path: string, values: Record<string, unknown>) {
  const { cells } = await readNotebook(path);
  const cell = cells.find(({ metadata }) =>
    (metadata as { tags?: string[] }).tags?.includes("parameters")
  );
  const source = cell?.source ?? "";
  return Object.fromEntries(
    Object.entries(values).filter(([name]) =>
      new RegExp(`\\b(let|const) ${name}\\b`).test(source)
    ),
  );
}

async function run(options: ReportCommandOptions): Promise<void> {
  // A kernel runs in the notebooks' folder, a person's path starts here.
  const data = options.data === "synthetic" ? options.data : resolve(options.data);
  const values = { data, ...(options.full ? { quick: false } : {}) };
  const stop = stopSignal("Stopping; what has run is kept.");
  const results = await runNotebooks(await allNotebooks(), {
    out: options.out,
    parameters: (path) => declaredBy(path, values),
    signal: stop.signal,
  });
  stop.release();
  print(options, {
    index: `${options.out}/index.html`,
    notebooks: results.map(({ path, ok, seconds }) => ({ path, ok, seconds })),
  }, summary(results, options.out));
  const failed = results.filter(({ ok }) => !ok).length;
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
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action((options: ReportCommandOptions) => {
      passEngineOn(options);
      return run(options);
    });
}
