import type { Command } from "commander";
import { InputError } from "../mod.ts";
import { note, print } from "./output.ts";
import { predictFiles, type PredictOutcome } from "./predict_files.ts";
import { addPredictOptions, type PredictCommandOptions } from "./predict_options.ts";
import { countOf } from "./predict_words.ts";

/** What did not go as asked, so that the command ends with exit code 1. */
function shortfall(
  { asked, done, failed, isStopped }: PredictOutcome,
  { skipBroken }: PredictCommandOptions,
): string | undefined {
  if (isStopped) return "Stopped; the same command goes on from here";
  if (done.length === 0) return "None of the images could be done";
  if (failed.length === 0 || skipBroken) return undefined;
  return `${failed.length} of ${countOf(asked, "image")} could not be done; ` +
    "--skip-broken takes that for a success";
}

/** What a person reads at the end; a page of failures alone is not worth a look. */
export function outcomeLines(
  { asked, done }: Pick<PredictOutcome, "asked" | "done">,
  { page, seconds }: { readonly page: string; readonly seconds: number },
): string[] {
  const nuclei = done.reduce((sum, record) => sum + record.nuclei, 0);
  return [
    `${done.length} of ${countOf(asked, "image")}, ${
      countOf(nuclei, "nucleus", "nuclei")
    }, after ${seconds.toFixed(1)} s`,
    ...(done.length > 0 ? [`Look through them in ${page}`] : []),
  ];
}

async function run(paths: string[], options: PredictCommandOptions): Promise<void> {
  const start = performance.now();
  const outcome = await predictFiles(paths, options);
  const { done, resumed, failed, isStopped, notes } = outcome;
  const seconds = (performance.now() - start) / 1000;
  const ofImages = done.flatMap(({ source, warnings }) =>
    warnings.map((warning) => `${source}: ${warning}`)
  );
  // Notes were printed when they came up.
  const warnings = [...notes, ...ofImages];
  for (const words of [...ofImages, ...failed.map(({ message }) => message)]) {
    note(`karyon: ${words}`);
  }
  const images = done.length;
  const nuclei = done.reduce((sum, record) => sum + record.nuclei, 0);
  const page = `${options.out}/index.html`;
  print(
    options,
    { images, nuclei, resumed, warnings, failed, stopped: isStopped, seconds, page },
    outcomeLines(outcome, { page, seconds }),
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
