import { writeBeside } from "#karyon";
import { type Predicting, timePredicting } from "./predicting.ts";
import { predictingReport } from "./predicting_report.ts";
import { PREDICTING_MARKERS, replaceBetweenMarkers } from "./readme.ts";

/** What `--only` says for this one. */
export const PREDICTING = "predicting";

/** What the command line says. */
export interface PredictingCommandOptions {
  readonly model: string;
  readonly python: string;
  readonly threads: number;
  readonly images: number;
  readonly large: number;
  readonly json?: boolean;
}

/** Times predicting as the options say, and prints the result. */
export async function benchPredicting(
  options: PredictingCommandOptions,
): Promise<Predicting> {
  const predicting = await timePredicting({
    ...options,
    onProgress: (line) => console.error(line),
  });
  console.log(
    options.json ? JSON.stringify({ predicting }, null, 2) : predictingReport(predicting),
  );
  return predicting;
}

/** The figures into two files, beside those of the other benchmarks. */
export async function publishPredicting(
  predicting: Predicting,
  readme: string,
  results: string,
): Promise<void> {
  const page = replaceBetweenMarkers(
    await Deno.readTextFile(readme),
    predictingReport(predicting),
    readme,
    PREDICTING_MARKERS,
  );
  const all = { ...JSON.parse(await Deno.readTextFile(results)), predicting };
  await writeBeside(results, `${JSON.stringify(all, null, 2)}\n`);
  await writeBeside(readme, page);
}
