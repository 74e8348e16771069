import type { Command } from "commander";
import { InputError } from "../mod.ts";
import { note, print } from "./output.ts";
import { predictFiles, type PredictOutcome } from "./predict_files.ts";
import { addPredictOptions, type PredictCommandOptions } from "./predict_options.ts";

/** What did not go as asked, so that the command ends with exit code 1. */
function shortfall(
  { asked, done, failed, isStopped }: PredictOutcome,
  { skipBroken }: PredictCommandOptions,
): string | undefined {
  if (isStopped) return "Stopped; the same command goes on from here";
  if (done.length === 0) return "None of the images could be done";
  if (failed.length === 0 || skipBroken) return undefined;
  return `${failed.length} of ${asked} images could not be done; ` +
    "--skip-broken takes that for a success";
}

async function run(paths: string[], options: PredictCommandOptions): Promise<void> {
  const start = performance.now();
  const outcome = await predictFiles(paths, options);
  const { asked, done, resumed, failed, isStopped } = outcome;
  const seconds = (performance.now() - start) / 1000;
  const warnings = done.flatMap(({ source, warnings }) =>
    warnings.map((warning) => `${source}: ${warning}`)
  );
  for (const words of [...warnings, ...failed.map(({ message }) => message)]) {
    note(`karyon: ${words}`);
  }
  const images = done.length;
  const nuclei = done.reduce((sum, record) => sum + record.nuclei, 0);
  const page = `${options.out}/index.html`;
  print(
    options,
    { images, nuclei, resumed, warnings, failed, stopped: isStopped, seconds, page },
    [
      `${images} of ${asked} images, ${nuclei} nuclei, after ${seconds.toFixed(1)} s`,
      `Look through them in ${page}`,
    ],
  );
  const words = shortfall(outcome, options);
  if (words !== undefined) throw new InputError(words);
}

/** Adds `karyon predict`. */
export function addPredict(program: Command): void {
  addPredictOptions(
    program.command("predict <file|dir...>")
      .description("find nuclei: masks, labels, overlays and tables for images"),
  ).action(run);
}
