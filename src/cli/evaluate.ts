import { type Command, Option } from "commander";
import {
  type Card,
  classicalMethods,
  type Dataset,
  evaluate,
  type Exposure,
  findProtocol,
  openDataset,
  protocols,
  type Splitting,
} from "../mod.ts";
import {
  adviceOnFew,
  advisingSet,
  exposureOfPart,
  imagesOf,
  PARTS,
  type ScoredPart,
} from "./evaluate_images.ts";
import {
  checkMethodData,
  checkRecord,
  recordMethod,
  recordModel,
  type ScoredOn,
} from "./evaluate_record.ts";
import { openMethod, openModel } from "./evaluate_subject.ts";
import { describeEvaluation } from "./evaluate_tables.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  precisionOption,
  print,
  wholeNumber,
} from "./output.ts";
import { progressBar } from "./progress.ts";

interface EvaluateCommandOptions extends CommonOptions {
  readonly model?: string;
  readonly method?: string;
  readonly data: string;
  readonly protocol?: string;
  readonly split: typeof PARTS[number];
  readonly splitting: Splitting;
  readonly augment?: boolean;
  readonly limit?: number;
  readonly record?: boolean;
}

const EXPOSURE_NOTES = {
  "chosen on": "its best epoch was chosen on these images, so the score flatters",
  "trained on": "it was trained on these images, so the score says nothing of new ones",
} as const;

/** What a model knew of the images; says so where it knew them. */
async function tellExposure(
  card: Card,
  dataset: Dataset,
  part: ScoredPart,
  record: boolean,
): Promise<{ readonly checksum: string; readonly exposure: Exposure }> {
  // Reads every file: to warn, the data set's own sentence is sign enough.
  const checksum = record
    ? await dataset.checksum()
    : dataset.description === card.training.data
    ? card.training.checksum
    : "";
  const exposure = exposureOfPart(card, dataset, part, checksum);
  if (exposure !== "unseen") note(`Note on ${card.name}: ${EXPOSURE_NOTES[exposure]}.`);
  return { checksum, exposure };
}

async function run(options: EvaluateCommandOptions, command: Command): Promise<void> {
  const { model, method, data } = options;
  if (model === undefined && method === undefined) {
    command.error("error: Expected --model or --method but found neither");
  }
  checkRecord(options);
  const subject = method === undefined
    ? await openModel(model!, options)
    : openMethod(method);
  const { name, words, scored, loaded } = subject;
  const dataset = await openDataset(data);
  // The case study's own protocol is for its images, and for a network's square input.
  const isOwn = dataset.name === "own";
  const protocol = findProtocol(
    options.protocol ?? (loaded && !isOwn ? "case-study" : "held-out"),
  );
  const part = imagesOf(dataset, options.split);
  const split = part.name;
  const advice = adviceOnFew(dataset, part, loaded?.card);
  if (advice !== undefined) note(advice);
  const known: Pick<ScoredOn, "checksum" | "exposure"> = loaded
    ? await tellExposure(loaded.card, dataset, part, options.record === true)
    : { checksum: options.record ? await checkMethodData(dataset) : "" };
  const bar = progressBar("scoring");
  const evaluation = await evaluate({
    ...scored,
    set: isOwn ? advisingSet(part.set, data) : part.set,
    ids: part.ids.slice(0, options.limit),
    protocol,
    onProgress: bar.update,
  }).finally(bar.stop);
  if (options.record) {
    const about = { protocol: protocol.name, data: dataset.description, split, ...known };
    const path = loaded
      ? await recordModel(loaded, evaluation, about, options.splitting)
      : await recordMethod(subject, evaluation, about);
    note(`Written into ${path}.`);
  }
  await dataset.close();
  loaded?.dispose();
  const { scores, intervals, kinds, thresholds, errors } = evaluation;
  print(options, {
    ...(loaded
      ? { model: name, splitting: options.splitting, augment: options.augment === true }
      : { method: name }),
    protocol: protocol.name,
    split,
    ...(loaded ? { exposure: known.exposure, engine: loaded.engine.name } : {}),
    ...scores,
    intervals,
    kinds,
    thresholds,
    errors,
  }, [
    `${words} on ${scores.images} ${split} ${
      scores.images === 1 ? "image" : "images"
    } of ${dataset.name}, protocol ${protocol.name}: ${protocol.description}.`,
    ...describeEvaluation(evaluation),
  ]);
}

/** Adds `karyon evaluate`. */
export function addEvaluate(program: Command): void {
  program.command("evaluate")
    .description(
      "score a model or a classical method, with intervals and by kind of image",
    )
    .option("--model <name|dir>", "a name in models/, or a folder")
    .addOption(
      new Option("--method <name>", "a classical method instead of a model")
        .choices(Object.keys(classicalMethods))
        .conflicts(["model", "splitting", "augment", "engine", "precision"]),
    )
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .addOption(
      new Option(
        "--protocol <name>",
        "how to score (default: held-out; for a model on the contest's or on drawn images case-study)",
      ).choices(Object.keys(protocols)),
    )
    .addOption(
      new Option(
        "--split <name>",
        "which images: test (validation/ where there is no test/), or those that the protocol held-out chooses on",
      ).choices(PARTS).default("test"),
    )
    .addOption(
      new Option(
        "--splitting <name>",
        "how nuclei are told apart: as the card says, or as connected pieces",
      ).choices(["card", "components"]).default("card"),
    )
    .option("--augment", "average over eight flips and turns; not with --record")
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .option(
      "--record",
      "keep the scores: in the model's card, or beside those of other methods",
    )
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
