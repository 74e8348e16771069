import type { Command } from "commander";
import {
  caseStudySplit,
  chooseSplitting,
  chooseThreshold,
  heldOutSplit,
  InputError,
  loadModel,
  openDataset,
  predictMaps,
  readSamples,
  recordSplitting,
  type SplittingImage,
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

interface TuneCommandOptions extends CommonOptions {
  readonly data: string;
  readonly limit?: number;
}

/** The images that the model's training was validated on. */
const SPLITS = { "case-study": caseStudySplit, "held-out": heldOutSplit };

/** Where every training starts; see `chooseThreshold()` for when it is left. */
const DEFAULT_THRESHOLD = 0.5;

const rounded = (value: number) => value.toFixed(4);

async function run(nameOrPath: string, options: TuneCommandOptions): Promise<void> {
  const engine = await startEngine(options);
  note(engine.sentence);
  const model = await loadModel(nameOrPath);
  const { card, path, computedBy } = model;
  if (computedBy) note(`${card.name} is computed in 8 bit by ${computedBy}.`);
  const protocol = card.training.protocol;
  if (!Object.hasOwn(SPLITS, protocol)) {
    throw new InputError(
      `Expected a model that was trained by ${
        Object.keys(SPLITS).join(" or ")
      } but found ${protocol}`,
      { path: `${path}/card.json` },
    );
  }
  const dataset = await openDataset(options.data);
  const split = SPLITS[protocol as keyof typeof SPLITS](dataset);
  const { set, ids } = split.validation;
  const used = ids.slice(0, options.limit);
  const predicting = progressBar("predicting");
  const images: SplittingImage[] = [];
  for await (const { id, image, labels } of readSamples(set, used)) {
    if (!labels) throw new InputError(`Expected nuclei of "${id}" but found none`);
    images.push({ maps: await predictMaps(model, image), labels });
    predicting.update(images.length, used.length);
  }
  predicting.stop();
  model.dispose();
  await dataset.close();
  const { threshold, foreground_iou } = chooseThreshold(images, DEFAULT_THRESHOLD);
  const choosing = progressBar("choosing  ");
  // The mask is for pixels: how it is parted must not change what is nucleus.
  const { settings, average_precision, table } = await chooseSplitting(
    images,
    { threshold: [threshold] },
    choosing.update,
  );
  choosing.stop();
  const best = table.reduce(
    (sofar, row) =>
      row.method === "components" && row.average_precision > sofar
        ? row.average_precision
        : sofar,
    0,
  );
  // A part of the images decides nothing that a model should be shipped with.
  const measuredOn = { split: `${split.name} validation`, n: images.length };
  const isRecorded = options.limit === undefined;
  if (isRecorded) {
    await recordSplitting(path, {
      splitting: settings,
      measured: [
        {
          metric: "foreground_iou",
          definition:
            "IoU of nucleus at native size, mean over images; the threshold was chosen by it",
          value: foreground_iou,
          ...measuredOn,
        },
        {
          metric: "average_precision",
          definition:
            "the contest's, mean over images; the way to tell nuclei apart was chosen by it",
          value: average_precision,
          ...measuredOn,
        },
      ],
    });
  }
  print(options, {
    model: path,
    splitting: settings,
    split: measuredOn.split,
    images: images.length,
    foreground_iou,
    average_precision,
    components_average_precision: best,
    tried: table.length,
    recorded: isRecorded,
  }, [
    `${card.name}: ${table.length} ways to tell nuclei apart on ${images.length} ${split.name} validation images.`,
    `Pixels are nucleus above ${threshold}: foreground IoU ${rounded(foreground_iou)}.`,
    `Best: ${settings.method}, average precision ${
      rounded(average_precision)
    }; connected pieces alone ${rounded(best)}.`,
    JSON.stringify(settings),
    isRecorded
      ? `Written into ${path}/card.json; scores of other nuclei that it held are gone: evaluate --record writes new ones.`
      : "Not written: choose on all images, without --limit.",
  ]);
}

/** Adds `karyon tune`. */
export function addTune(program: Command): void {
  program.command("tune")
    .description(
      "choose how a model's nuclei are told apart, on the images it was validated on",
    )
    .argument("<model>", "a name in models/, or a folder; its card is changed")
    .requiredOption("--data <dir>", "the data set's folder, or synthetic")
    .option(
      "--limit <number>",
      "try on so many images; changes no card",
      wholeNumber("--limit", 1),
    )
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
