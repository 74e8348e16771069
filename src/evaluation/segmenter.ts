import type { Model } from "../architectures/mod.ts";
import { type Image, resizeBilinear } from "../images/mod.ts";
import { binarize } from "../metrics/mod.ts";
import {
  blameCard,
  nameMaps,
  type Prediction,
  predictMaps,
  predictSquareMaps,
  splitNuclei,
  type SplitSettings,
  splittingOf,
} from "../segment/mod.ts";

/** What a network sees in an image that is squeezed to its input size. */
export interface SquarePrediction {
  /** Pixels along each side of the mask. */
  readonly size: number;
  /** `size * size`, 1 where the probability of nucleus is above 0.5. */
  readonly mask: Uint8Array;
  /** The nuclei at the image's own size. */
  readonly prediction: Prediction;
}

/** Anything that finds the nuclei of an image, so that all are scored by the same code. */
export interface Segmenter {
  readonly name: string;
  /** Finds them at the image's own size. */
  segment(image: Image): Prediction | Promise<Prediction>;
  /** What the protocol `case-study` scores: only a network has an input size. */
  segmentSquare?(image: Image): Promise<SquarePrediction>;
}

/**
 * How the nuclei of a model are told apart: as its card says, or as connected pieces
 * of the same mask, with the card's threshold and least area: what the card's way of
 * splitting adds is the difference of the two.
 */
export type Splitting = "card" | "components";

/** The case study rounds probabilities, whatever a card's threshold is. */
const CASE_STUDY_THRESHOLD = 0.5;

/** How a model is used. */
export interface SegmenterOptions {
  /** Default `card`. */
  readonly splitting?: Splitting;
  /** Averages over the eight flips and quarter turns. Default false. */
  readonly augment?: boolean;
}

/**
 * A model as a {@linkcode Segmenter}. `segment` takes images as the card says,
 * `segmentSquare` squeezes them to the input size whatever the card says.
 *
 * @example
 * ```ts
 * import { createImage, loadModel, modelSegmenter, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const { segment } = modelSegmenter(model, { splitting: "components" });
 * const { mask } = await segment(createImage(40, 30, 1));
 * if (mask.length !== 1200) throw new Error(`${mask.length}`);
 * model.dispose();
 * ```
 */
export function modelSegmenter(
  model: Model,
  { splitting = "card", augment = false }: SegmenterOptions = {},
): Segmenter {
  const { card, network } = model;
  const own = blameCard(model, () => splittingOf(card));
  const settings: SplitSettings = splitting === "card"
    ? own
    : { ...own, method: "components" };
  return {
    name: card.name,
    segment: async (image) =>
      splitNuclei(await predictMaps(model, image, { augment }), settings),
    segmentSquare: async (image) => {
      const { width, height } = image;
      const { size } = card.input;
      const squares = await predictSquareMaps(network, image, card.input, { augment });
      const native = squares.map((map) =>
        resizeBilinear(map, size, size, 1, width, height)
      );
      const maps = blameCard(
        model,
        () => nameMaps(native, image, card.architecture.maps),
      );
      return {
        size,
        mask: binarize(squares[0]!, CASE_STUDY_THRESHOLD),
        prediction: splitNuclei(maps, settings),
      };
    },
  };
}
