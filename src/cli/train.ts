import { basename } from "node:path";
import { type Command, Option } from "commander";
import plot from "simple-ascii-chart";
import {
  architectures,
  artifactsOf,
  bestEpoch,
  caseStudySplit,
  findArchitecture,
  findRecipe,
  type History,
  InputError,
  makeCard,
  type NetworkNormalization,
  networkNormalizations,
  openDataset,
  prepareDataset,
  recipes,
  train,
  writeModel,
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
import { stopSignal } from "./stop_signal.ts";

interface TrainCommandOptions extends CommonOptions {
  readonly architecture: string;
  readonly filters: number;
  readonly normalization?: NetworkNormalization;
  readonly recipe: string;
  readonly data: string;
  readonly out: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly resume?: boolean;
  readonly limit?: number;
  /** False with `--no-cache`. */
  readonly cache: boolean;
}

/** Nothing that took hours may be overwritten by a slip of the keyboard. */
async function expectFree(out: string, resume: boolean): Promise<void> {
  const has = (name: string) => Deno.stat(`${out}/${name}`).then(() => true, () => false);
  if (resume && !await has("checkpoints") && await has("model.json")) {
    throw new InputError(
      "Expected checkpoints to go on from but found a finished model alone: choose another --out",
      { path: out },
    );
  }
  if (resume) return;
  for (const taken of ["model.json", "checkpoints"]) {
    if (await has(taken)) {
      throw new InputError(
        `Expected an empty folder but found ${taken}: add --resume to go on, or choose another --out`,
        { path: out },
      );
    }
  }
}

function drawCurve(history: History): string {
  if (history.length < 2 || !Deno.stderr.isTerminal()) return "";
  const line = (key: "mean_iou" | "val_mean_iou") =>
    history.map((row): [number, number] => [row.epoch, row[key]]);
  return plot(
    [line("mean_iou"), line("val_mean_iou")],
    {
      width: 60,
      height: 10,
      title: "Mean IoU by epoch",
      color: Deno.noColor ? undefined : ["ansiBlue", "ansiYellow"],
      legend: { position: "bottom", series: ["train", "validation"] },
    } as Parameters<typeof plot>[1],
  );
}

async function run(options: TrainCommandOptions): Promise<void> {
  const architecture = findArchitecture(options.architecture);
  const full = findRecipe(options.recipe);
  // On the card as well, so that a shortened training does not look complete.
  const recipe = { ...full, epochs: options.epochs ?? full.epochs };
  await expectFree(options.out, options.resume === true);
  const engine = await startEngine(options);
  note(engine.sentence);

  const dataset = await openDataset(options.data);
  const split = caseStudySplit(dataset);
  const { limit } = options;
  const reading = progressBar("reading ");
  const prepared = await prepareDataset({
    source: options.data,
    dataset,
    parts: [split.train, split.validation].map(({ set, ids }) => (
      { set, ids: ids.slice(0, limit) }
    )),
    shape: recipe.input,
    ...(options.cache ? {} : { cache: false }),
    onProgress: reading.update,
    onNote: note,
  });
  const samples = { train: prepared.parts[0]!, validation: prepared.parts[1]! };
  const data = {
    description: dataset.description,
    checksum: await prepared.checksum(),
  };
  reading.stop();
  await dataset.close();

  const { filters, seed, normalization } = options;
  // Without the option, each network has its own default.
  const chosen = normalization === undefined ? {} : { normalization };
  const network = architecture.build({ filters, seed, ...chosen });
  note(
    `${architecture.name}, ${network.countParams()} parameters; ${samples.train.length} images to train on, ${samples.validation.length} to validate on; ${recipe.description}.`,
  );
  const stop = stopSignal();
  const bar = progressBar("training");
  const trained = await train({
    model: network,
    recipe,
    ...samples,
    seed: options.seed,
    checkpoints: `${options.out}/checkpoints`,
    resume: options.resume === true,
    onResume: (epoch) =>
      note(
        epoch === 0
          ? `No checkpoint in ${options.out}: beginning anew.`
          : `Going on after epoch ${epoch}.`,
      ),
    signal: stop.signal,
    onBatch: bar.update,
    onEpoch: (history) => {
      const { epoch, val_loss, val_mean_iou, val_foreground_iou } = history.at(-1)!;
      const scores = [val_loss, val_mean_iou, val_foreground_iou].map((value) =>
        value.toFixed(4)
      );
      const best = bestEpoch(history)!;
      note(
        `\n${drawCurve(history)}epoch ${epoch}: validation loss ${scores[0]}, Mean IoU ${
          scores[1]
        }, foreground IoU ${scores[2]}; best so far epoch ${best.epoch} with ${
          best.val_mean_iou.toFixed(4)
        }`,
      );
    },
  });
  bar.stop();
  stop.release();
  if (trained.bestEpoch === 0) {
    throw new InputError(
      "Stopped before the first epoch ended: there is nothing to keep",
    );
  }

  const card = makeCard({
    name: basename(options.out),
    architecture: { name: architecture.name, filters, ...chosen },
    network,
    recipe,
    seed: options.seed,
    data,
    split,
    used: { train: samples.train.length, validation: samples.validation.length },
    trained,
  });
  await writeModel(options.out, {
    artifacts: await artifactsOf(network),
    card,
    history: trained.history.map((row) => ({ ...row })),
  });
  const best = bestEpoch(trained.history);
  print(options, {
    model: options.out,
    epochs: trained.history.length,
    best_epoch: trained.bestEpoch,
    mean_iou: best?.val_mean_iou ?? null,
    ended: trained.ended,
    engine: engine.name,
  }, [
    `${options.out}: ${trained.history.length} epochs (${trained.ended}), best ${trained.bestEpoch}: Mean IoU ${
      best?.val_mean_iou.toFixed(4)
    }, foreground IoU ${
      best?.val_foreground_iou.toFixed(4)
    } on ${samples.validation.length} validation images.`,
    ...(trained.ended === "stopped" ? ["Go on with the same command and --resume."] : []),
  ]);
}

/** Adds `karyon train`. */
export function addTrain(program: Command): void {
  program.command("train")
    .description("train a network and write its folder: weights, card, history")
    .addOption(
      new Option("--architecture <name>", "the network").choices(
        Object.keys(architectures),
      )
        .default("unet"),
    )
    .option(
      "--filters <number>",
      "filters of its first block",
      wholeNumber("--filters", 1),
      16,
    )
    .addOption(
      new Option(
        "--normalization <name>",
        "between convolutions and ReLUs (default: batch for hrnet, else none)",
      ).choices([...networkNormalizations]),
    )
    .addOption(
      new Option("--recipe <name>", "how to train").choices(Object.keys(recipes))
        .default("case-study"),
    )
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .requiredOption("--out <dir>", "the model's new folder; checkpoints go there too")
    .option("--epochs <number>", "at most so many", wholeNumber("--epochs", 1))
    .option(
      "--limit <number>",
      "at most so many images a split",
      wholeNumber("--limit", 1),
    )
    .option("--seed <number>", "fixes weights and order", wholeNumber("--seed", 0), 1)
    .option(
      "--no-cache",
      "read the images anew, and keep none; .cache/prepared has those of before and may be removed",
    )
    .option("--resume", "go on from the newest checkpoint in --out")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
