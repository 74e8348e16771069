import { fileURLToPath } from "node:url";
import { type EngineName, loadRecipe, writeBeside } from "#karyon";
import type { Precision } from "./jobs.ts";
import { QUALITY_MARKERS, replaceBetweenMarkers } from "./readme.ts";
import { timeToQuality } from "./time_to_quality.ts";
import { qualityReport } from "./time_to_quality_report.ts";
import { PUBLISHED_MEAN_IOU, type Quality } from "./time_to_quality_results.ts";

/** What `--only` says for this one, which takes an hour or more. */
export const QUALITY = "quality";

/** The recipe that gets there fastest. */
export const QUALITY_RECIPE = fileURLToPath(
  new URL("../../src/training/recipes/quick.json", import.meta.url),
);

/** What the command line says. */
export interface QualityCommandOptions {
  /** Folders with the contest's data; the first one is taken. */
  readonly data: readonly string[];
  readonly engine: EngineName;
  readonly precision: Precision;
  readonly epochs?: number;
  readonly seeds: number;
  readonly limit?: number;
  readonly python: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** Times trainings as the options say, and prints the result. */
export async function benchQuality(options: QualityCommandOptions): Promise<Quality> {
  const { data, epochs, limit, json, ...same } = options;
  const recipe = await loadRecipe(QUALITY_RECIPE);
  const quality = await timeToQuality({
    engine: same.engine,
    precision: same.precision,
    seeds: same.seeds,
    python: same.python,
    threads: same.threads,
    source: data[0]!,
    recipe: { ...recipe, epochs: epochs ?? recipe.epochs },
    target: PUBLISHED_MEAN_IOU,
    ...limit === undefined ? {} : { limit },
    onProgress: (line) => console.error(line),
  });
  console.log(json ? JSON.stringify({ quality }, null, 2) : qualityReport(quality));
  return quality;
}

/** The figures into two files, beside those of the other benchmarks. */
export async function publishQuality(
  quality: Quality,
  readme: string,
  results: string,
): Promise<void> {
  const page = replaceBetweenMarkers(
    await Deno.readTextFile(readme),
    qualityReport(quality),
    readme,
    QUALITY_MARKERS,
  );
  const all = { ...JSON.parse(await Deno.readTextFile(results)), quality };
  await writeBeside(results, `${JSON.stringify(all, null, 2)}\n`);
  await writeBeside(readme, page);
}
