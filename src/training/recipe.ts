import * as v from "valibot";
import { MASK_ONLY, NUCLEUS_MAPS, type NucleusMap } from "../architectures/mod.ts";
import type { Augmentation } from "../dataset/mod.ts";
import type { InputShape } from "../images/mod.ts";
import { normalizations } from "../images/mod.ts";
import { losses, type LossName } from "./losses/registry.ts";
import type { Schedule } from "./schedule.ts";

/** Everything that decides a training but the data, the network and the seed. */
export interface Recipe {
  readonly name: string;
  /** One sentence for a reader. */
  readonly description: string;
  /** Which images train and which validate. Default `case-study`. */
  readonly protocol?: "case-study" | "held-out";
  /** `fit` says how the model takes images of other sizes; see its card. */
  readonly input: InputShape & { readonly fit?: "square" | "native" };
  /** What the network says of every pixel. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
  /** Of the probability of nucleus; see {@linkcode mapsLoss} for that of other maps. */
  readonly loss: LossName;
  readonly learningRate: number;
  /** How the learning rate moves. Default: it does not. */
  readonly schedule?: Schedule;
  readonly batchSize: number;
  readonly epochs: number;
  /**
   * Epochs without a lower validation loss after which training stops; with null it
   * never stops early.
   */
  readonly patience: number | null;
  /**
   * How much rare looks of image keep of their rarity, 0..1, where there is an
   * augmentation: with 1 (the default) every image comes once an epoch, with 0 all
   * looks come as often; see `balanceLooks()`.
   */
  readonly balance?: number;
  /**
   * So many images that Karyon draws train beside those of the data set, where there
   * is an augmentation: kinds that the set has few of, or none. Default none.
   */
  readonly drawn?: number;
  /** Whether each image is mirrored at random, where there is no augmentation. */
  readonly flip?: boolean;
  /** How images are varied; without it they are taken as they are. */
  readonly augmentation?: Augmentation;
  /**
   * How much of the average of the weights stays at each step; the average is what
   * is validated and kept. Default: no average.
   */
  readonly weightAverage?: number;
}

// A check's message completes "Expected FIELD of the recipe to be ...".
const amount = v.pipe(v.number(), v.finite("a finite number"));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const natural = v.pipe(v.number(), v.integer("a whole number"), v.minValue(1));
const positive = v.pipe(amount, v.gtValue(0));
const atLeast = (lowest: number) => v.pipe(amount, v.minValue(lowest));
const rangeOf = (end: v.GenericSchema<number>) =>
  v.pipe(
    v.strictTuple([end, end]),
    v.check(([from, to]) => from <= to, "a range from the lower to the higher number"),
  );
const factors = rangeOf(positive);
const sometimes = <T extends v.ObjectEntries>(more: T) =>
  v.exactOptional(v.strictObject({ share, ...more }));

const augmentation = v.strictObject({
  squeeze: v.exactOptional(share),
  flip: v.exactOptional(v.boolean()),
  quarterTurns: v.exactOptional(v.boolean()),
  rotate: v.exactOptional(atLeast(0)),
  zoom: v.exactOptional(factors),
  stretch: v.exactOptional(atLeast(1)),
  elastic: sometimes({ sigma: positive, grid: v.pipe(natural, v.minValue(2)) }),
  gray: sometimes({}),
  invert: sometimes({}),
  mixChannels: sometimes({ amount: share }),
  channelGain: sometimes({ range: factors }),
  gamma: sometimes({ range: factors }),
  contrast: sometimes({ range: factors }),
  brightness: sometimes({ range: rangeOf(amount) }),
  blur: sometimes({ range: factors }),
  noise: sometimes({ range: rangeOf(atLeast(0)) }),
});

const schedule = v.variant("kind", [
  v.strictObject({ kind: v.literal("constant") }),
  v.strictObject({ kind: v.literal("cosine"), warmup: share, final: share }),
  v.strictObject({
    kind: v.literal("one-cycle"),
    warmup: share,
    start: share,
    final: share,
  }),
]);

const lossNames = Object.keys(losses) as [LossName, ...LossName[]];

/** What a recipe's file must look like. */
export const recipeSchema = v.strictObject({
  name: v.pipe(v.string(), v.check((name) => name !== "", "a name")),
  description: v.string(),
  protocol: v.exactOptional(v.picklist(["case-study", "held-out"])),
  input: v.strictObject({
    size: natural,
    normalization: v.picklist(normalizations),
    fit: v.exactOptional(v.picklist(["square", "native"])),
  }),
  maps: v.exactOptional(
    v.pipe(
      v.array(v.picklist(NUCLEUS_MAPS)),
      v.check(
        (maps) => [MASK_ONLY, NUCLEUS_MAPS].some((legal) => legal.join() === maps.join()),
        `nucleus alone or ${NUCLEUS_MAPS.join()}`,
      ),
    ),
  ),
  loss: v.picklist(lossNames),
  learningRate: positive,
  schedule: v.exactOptional(schedule),
  batchSize: natural,
  epochs: natural,
  patience: v.nullable(natural),
  balance: v.exactOptional(share),
  drawn: v.exactOptional(natural),
  flip: v.exactOptional(v.boolean()),
  augmentation: v.exactOptional(augmentation),
  weightAverage: v.exactOptional(v.pipe(share, v.ltValue(1))),
});
