import * as tf from "@tensorflow/tfjs";
import type { Model } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";
import {
  type Image,
  type InputShape,
  prepareImage,
  resizeBilinear,
} from "../images/mod.ts";
import { labelNuclei } from "./label_nuclei.ts";
import { predictNative } from "./predict_native.ts";

/** What a model sees in one image, at the image's own size. */
export interface Prediction {
  /** 1 where the model sees a nucleus. */
  readonly mask: Uint8Array;
  /** 0 for background, n for the n-th nucleus. */
  readonly labels: Int32Array;
  /** How many nuclei. */
  readonly count: number;
}

/**
 * Runs a network over one image at the network's input size.
 *
 * @returns `size * size` probabilities in 0..1, row-major
 */
export async function predictSquare(
  network: tf.LayersModel,
  image: Image,
  shape: InputShape,
): Promise<Float32Array> {
  const { size } = shape;
  const output = tf.tidy(() =>
    network.predict(
      tf.tensor4d(prepareImage(image, shape), [1, size, size, 3]),
    ) as tf.Tensor
  );
  const values = await output.data() as Float32Array;
  output.dispose();
  return values;
}

/**
 * The probability of nucleus for every pixel of an image of any size, as the
 * model's card says (`input.fit`): `square`, which is also what a card without
 * it means, squeezes the image to the size that the network was trained with and
 * brings the result back bilinearly; `native` takes it as large as it is, see
 * {@linkcode predictNative}.
 *
 * @returns `width * height` values in 0..1, row-major
 * @throws {InputError} if the card's `input.fit` is neither
 */
export async function predictProbabilities(
  { network, card, path }: Model,
  image: Image,
): Promise<Float32Array> {
  const { size, normalization, fit = "square" } = card.input;
  const { width, height } = image;
  switch (fit) {
    case "native":
      return await predictNative(network, image, normalization);
    case "square": {
      const square = await predictSquare(network, image, card.input);
      return width === size && height === size
        ? square
        : resizeBilinear(square, size, size, 1, width, height);
    }
    default:
      throw new InputError(
        `Expected input.fit to be square or native but found ${JSON.stringify(fit)}`,
        { path: `${path}/card.json` },
      );
  }
}

/**
 * Splits probabilities into nucleus and background, and numbers the nuclei.
 *
 * @param minArea pieces of fewer pixels are background
 */
export function segmentProbabilities(
  probabilities: Float32Array,
  width: number,
  height: number,
  threshold: number,
  minArea = 1,
): Prediction {
  const mask = new Uint8Array(probabilities.length);
  for (let i = 0; i < mask.length; i++) mask[i] = probabilities[i]! > threshold ? 1 : 0;
  const labels = labelNuclei(mask, width, height, minArea);
  if (minArea > 1) {
    for (let i = 0; i < mask.length; i++) if (labels[i] === 0) mask[i] = 0;
  }
  let count = 0;
  for (const label of labels) count = Math.max(count, label);
  return { mask, labels, count };
}

/**
 * Finds the nuclei of an image of any size and channel kind.
 *
 * @param options `minArea`: pieces of fewer pixels are background (default 1)
 *
 * @example
 * ```ts
 * import { createImage, loadModel, predictNuclei, useEngine } from "#karyon";
 * await useEngine();
 * const model = await loadModel("unet-small");
 * const { mask } = await predictNuclei(model, createImage(100, 60, 1));
 * if (mask.length !== 6000) throw new Error(`${mask.length}`);
 * model.dispose();
 * ```
 */
export async function predictNuclei(
  model: Model,
  image: Image,
  { minArea = 1 }: { readonly minArea?: number } = {},
): Promise<Prediction> {
  const probabilities = await predictProbabilities(model, image);
  return segmentProbabilities(
    probabilities,
    image.width,
    image.height,
    model.card.threshold,
    minArea,
  );
}
