import { type Command, Option } from "commander";
import {
  type Dataset,
  evaluate,
  type Evaluation,
  exposureOf,
  findProtocol,
  heldOutSplit,
  InputError,
  loadModel,
  openDataset,
  protocols,
  recordEvaluation,
  type SplitPart,
} from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  precisionOption,
  print,
  startEngine,
  wholeNumber,
} from "./output.ts";
import { progressBar } from "./progress.ts";

const SPLITS = ["test", "validation"] as const;

interface EvaluateCommandOptions extends CommonOptions {
  readonly model: string;
  readonly data: string;
  readonly protocol: string;
  readonly split: typeof SPLITS[number];
  readonly limit?: number;
  readonly record?: boolean;
}

function imagesOf(dataset: Dataset, split: typeof SPLITS[number]): SplitPart {
  return split === "test"
    ? { set: dataset.test, ids: dataset.test.ids }
    : heldOutSplit(dataset).validation;
}

const EXPOSURE_NOTES = {
  "chosen on": "its best epoch was chosen on these images, so the score flatters",
  "trained on": "it was trained on these images, so the score says nothing of new ones",
} as const;

/** The scores with their intervals, then the kinds of image, for a person. */
function describe({ scores, intervals, kinds }: Evaluation): string[] {
  const spread = (interval: readonly [number, number] | undefined) =>
    interval ? `  95 % ${interval.map((limit) => limit.toFixed(3)).join(" to ")}` : "";
  const isScore = (name: string): name is keyof typeof intervals => name in intervals;
  return [
    ...Object.entries(scores).map(([name, value]) =>
      `  ${name.padEnd(24)}${Number.isInteger(value) ? value : value.toFixed(4)}${
        isScore(name) ? spread(intervals[name]) : ""
      }`
    ),
    "Foreground IoU by kind of image:",
    ...kinds.map(({ kind, images, foreground_iou, intervals }) =>
      `  ${kind.padEnd(24)}${foreground_iou.toFixed(4)}${
        spread(intervals.foreground_iou)
      }  n = ${images}`
    ),
  ];
}

async function run(options: EvaluateCommandOptions): Promise<void> {
  const protocol = findProtocol(options.protocol);
  const { split } = options;
  if (options.record && options.limit !== undefined) {
    throw new InputError(
      "Expected --record to score all images but found --limit beside it",
    );
  }
  const engine = await startEngine(options);
  note(engine.sentence);
  const model = await loadModel(options.model);
  const { card } = model;
  const dataset = await openDataset(options.data);
  const { set, ids } = imagesOf(dataset, split);
  // Reads every file: to warn, the data set's own sentence is sign enough.
  const checksum = options.record
    ? await dataset.checksum()
    : dataset.description === card.training.data
    ? card.training.checksum
    : "";
  const exposure = exposureOf(card, { checksum, split });
  if (exposure !== "unseen") note(`Note on ${card.name}: ${EXPOSURE_NOTES[exposure]}.`);
  const bar = progressBar("scoring");
  const evaluation = await evaluate({
    model,
    set,
    ids: ids.slice(0, options.limit),
    protocol,
    onProgress: bar.update,
  });
  bar.stop();
  const { scores, intervals, kinds } = evaluation;
  if (options.record) {
    await recordEvaluation(options.model, {
      protocol: protocol.name,
      data: dataset.description,
      checksum,
      split,
      engine: engine.name,
      engine_words: engine.words,
      exposure,
      scores: { ...scores },
      intervals,
      kinds,
    });
    note(`Written into ${model.path}/card.json.`);
  }
  await dataset.close();
  model.dispose();
  print(options, {
    model: card.name,
    protocol: protocol.name,
    split,
    exposure,
    engine: engine.name,
    ...scores,
    intervals,
    kinds,
  }, [
    `${card.name} on ${scores.images} ${split} images of ${dataset.name}, protocol ${protocol.name}: ${protocol.description}.`,
    ...describe(evaluation),
  ]);
}

/** Adds `karyon evaluate`. */
export function addEvaluate(program: Command): void {
  program.command("evaluate")
    .description("score a model on a data set, with intervals and by kind of image")
    .requiredOption("--model <name|dir>", "a name in models/, or a folder")
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .addOption(
      new Option("--protocol <name>", "how to score").choices(Object.keys(protocols))
        .default("case-study"),
    )
    .addOption(
      new Option(
        "--split <name>",
        "which images: test, or those that the protocol held-out chooses on",
      ).choices(SPLITS).default("test"),
    )
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .option("--record", "write the scores into the model's card")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
