import * as tf from "@tensorflow/tfjs";
import type { Card, CardOrigin } from "../architectures/mod.ts";
import { version } from "../base/mod.ts";
import type { Split } from "../dataset/mod.ts";
import { bestEpoch } from "./history.ts";
import type { Recipe } from "./recipe.ts";
import type { Trained } from "./train.ts";

/** What a card is made of. */
export interface CardFacts {
  readonly name: string;
  readonly architecture: Card["architecture"];
  readonly network: tf.LayersModel;
  readonly recipe: Recipe;
  readonly seed: number;
  /** What the data set says of itself, and the checksum of its content. */
  readonly data: { readonly description: string; readonly checksum: string };
  readonly split: Split;
  /** How many images were used, where that is fewer than the split has. */
  readonly used: { readonly train: number; readonly validation: number };
  readonly trained: Trained;
  /** Where it started from another's weights. */
  readonly from?: Card | undefined;
}

function originOf({ name, parameters, training }: Card): CardOrigin {
  const { checksum, protocol, epochs, seconds, from } = training;
  const own = { name, parameters, checksum, protocol, epochs, seconds };
  return { ...own, ...(from ? { from } : {}) };
}

/** The card of a network that has just been trained. */
export function makeCard(facts: CardFacts): Card {
  const { name, architecture, network, recipe, seed, data, split, used, trained } = facts;
  const { name: recipeName, input, ...settings } = recipe;
  const best = bestEpoch(trained.history);
  const measured = { split: `${split.name} validation`, n: used.validation };
  const parameters = network.countParams();
  return {
    name,
    architecture,
    parameters,
    input,
    threshold: 0.5,
    recipe: { name: recipeName, ...settings },
    seed,
    training: {
      data: data.description,
      checksum: data.checksum,
      protocol: split.name,
      train_images: used.train,
      validation_images: used.validation,
      epochs: trained.history.length,
      best_epoch: trained.bestEpoch,
      ended: trained.ended,
      seconds: Math.round(trained.history.reduce((sum, row) => sum + row.seconds, 0)),
      ...(facts.from ? { from: originOf(facts.from) } : {}),
    },
    engine: trained.engine,
    versions: { karyon: version, deno: Deno.version.deno, tfjs: tf.version_core },
    weights: { type: "float32", bytes: 4 * parameters },
    metrics: best
      ? [
        {
          metric: "mean_iou",
          definition: "two-class IoU at threshold 0.5, mean over images",
          value: best.val_mean_iou,
          ...measured,
        },
        {
          metric: "foreground_iou",
          definition: "IoU of nucleus at threshold 0.5, mean over images",
          value: best.val_foreground_iou,
          ...measured,
        },
      ]
      : [],
  };
}
