import { basename } from "node:path";
import type * as tf from "@tensorflow/tfjs";
import type { Command } from "commander";
import {
  artifactsOf,
  bestEpoch,
  type Card,
  findArchitecture,
  hasCheckpoint,
  InputError,
  loadModel,
  loadRecipe,
  makeCard,
  openDataset,
  type Recipe,
  train,
  transferWeights,
  writeModel,
} from "../mod.ts";
import { print, startEngine } from "./output.ts";
import { progressBar } from "./progress.ts";
import { stopSignal } from "./stop_signal.ts";
import { readData } from "./train_data.ts";
import { trainLog } from "./train_log.ts";
import {
  addTrainOptions,
  givenOptions,
  outOf,
  SPLITS,
  type TrainCommandOptions,
} from "./train_options.ts";

/**
 * Nothing that took hours may be overwritten by a slip of the keyboard, and nothing
 * begun that was meant to go on.
 */
async function expectFree(out: string, resume: boolean): Promise<void> {
  const canGoOn = await hasCheckpoint(`${out}/checkpoints`);
  const isFinished = await Deno.stat(`${out}/model.json`).then(() => true, () => false);
  const refuse = (expected: string) => {
    throw new InputError(`Expected ${expected}`, { path: out });
  };
  if (resume && !canGoOn) {
    refuse(
      isFinished
        ? "checkpoints to go on from but found a finished model alone: choose another --out"
        : "checkpoints to go on from but found none: leave --resume out to begin",
    );
  }
  if (!resume && (isFinished || canGoOn)) {
    refuse(
      `an empty folder but found ${
        isFinished ? "model.json" : "checkpoints"
      }: add --resume to go on, or choose another --out`,
    );
  }
}

/** Gives a network the weights of a trained model, if one is named. */
async function startFrom(
  nameOrPath: string | undefined,
  network: tf.LayersModel,
): Promise<Card | undefined> {
  if (nameOrPath === undefined) return undefined;
  const model = await loadModel(nameOrPath);
  try {
    transferWeights(model.network, network);
  } catch (error) {
    throw error instanceof InputError
      ? new InputError(error.message, { path: model.path, cause: error })
      : error;
  } finally {
    model.dispose();
  }
  return model.card;
}

async function run(options: TrainCommandOptions): Promise<void> {
  const architecture = findArchitecture(options.architecture);
  const full = await loadRecipe(options.recipe);
  const { protocol = full.protocol ?? "case-study" } = options;
  // On the card as well, so that a shortened training does not look complete.
  const recipe: Recipe = { ...full, protocol, epochs: options.epochs ?? full.epochs };
  const out = outOf(options);
  await expectFree(out, options.resume === true);
  const engine = await startEngine(options);

  const { seed } = options;
  const { maps } = recipe;
  const chosen = { ...givenOptions(options), ...(maps ? { maps } : {}) };
  const network = architecture.build({ seed, ...chosen });
  const from = await startFrom(options.from, network);
  const dataset = await openDataset(options.data);
  const split = SPLITS[protocol](dataset);
  const unused = dataset.sets.some(({ name }) => name === "validation") &&
    split.validation.set.name !== "validation";
  const { samples, data } = await readData(options, recipe, dataset, split);
  await dataset.close();

  const log = trainLog(out);
  log.say(engine.sentence);
  log.say(
    `${architecture.name}, ${network.countParams()} parameters${
      from ? `, started from ${from.name}` : ""
    }; ${samples.train.length} images to train on, ${samples.validation.length} to validate on; ${recipe.description}.`,
  );
  if (unused) {
    log.say(
      `Note: the protocol ${protocol} chooses the best epoch on ${split.validation.set.name}; --protocol held-out chooses it on validation and leaves test alone.`,
    );
  }
  const stop = stopSignal();
  const bar = progressBar("training");
  const trained = await train({
    model: network,
    recipe,
    ...samples,
    seed: options.seed,
    checkpoints: `${out}/checkpoints`,
    resume: options.resume === true,
    onResume: (epoch) => log.say(`Going on after epoch ${epoch}.`),
    signal: stop.signal,
    onBatch: bar.update,
    onEpoch: log.onEpoch,
  });
  bar.stop();
  stop.release();
  if (trained.bestEpoch === 0) {
    throw new InputError(
      "Stopped before the first epoch ended: there is nothing to keep",
    );
  }

  const card = makeCard({
    name: basename(out),
    architecture: { name: architecture.name, ...architecture.defaults, ...chosen },
    network,
    recipe,
    seed: options.seed,
    data,
    split,
    used: { train: samples.train.length, validation: samples.validation.length },
    trained,
    from,
  });
  await writeModel(out, {
    artifacts: await artifactsOf(network),
    card,
    history: trained.history.map((row) => ({ ...row })),
  });
  const best = bestEpoch(trained.history);
  print(options, {
    model: out,
    epochs: trained.history.length,
    best_epoch: trained.bestEpoch,
    mean_iou: best?.val_mean_iou ?? null,
    ended: trained.ended,
    engine: engine.name,
  }, [
    `${out}: ${trained.history.length} epochs (${trained.ended}), best ${trained.bestEpoch}: Mean IoU ${
      best?.val_mean_iou.toFixed(4)
    }, foreground IoU ${
      best?.val_foreground_iou.toFixed(4)
    } on ${samples.validation.length} validation images.`,
    ...(trained.ended === "stopped" ? ["Go on with the same command and --resume."] : []),
  ]);
}

/** Adds `karyon train`. */
export function addTrain(program: Command): void {
  addTrainOptions(
    program.command("train")
      .description("train a network and write its folder: weights, card, history"),
  ).action(run);
}
