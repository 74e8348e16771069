import * as tf from "@tensorflow/tfjs";
import type { Model } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";
import { drawSyntheticSample } from "../dataset/mod.ts";
import { normalizeIntensity, toRgb } from "../images/mod.ts";
import { openOnnxSession } from "../onnx/mod.ts";
import type { ExportFacts } from "./export_facts.ts";

/** Of a probability: what float32 in another order of sums may come to. */
const MOST = 1e-4;

/** Pixels along a test image's side, or a little more; enough for several nuclei. */
const SIDE = 128;

/** An image and what the exported graph says of it, both with channels first. */
export interface TestTensors {
  /** RGB of 0..255, not normalised, `[1, 3, side, side]`. */
  readonly image: Float32Array;
  /** `[1, maps, side, side]`. */
  readonly probabilities: Float32Array;
  readonly side: number;
  /** The largest difference to TensorFlow.js. */
  readonly difference: number;
}

/**
 * A drawn image's corner, RGB of 0..255, `[3, side, side]`; it starts again where the
 * drawing ends.
 */
function drawImage(side: number): Float32Array {
  const { data, width, height } = toRgb(drawSyntheticSample(1, 0).image);
  const places = side * side;
  return Float32Array.from({ length: 3 * places }, (_, i) => {
    const channel = Math.floor(i / places), place = i % places;
    const y = Math.floor(place / side) % height, x = place % side % width;
    return data[3 * (y * width + x) + channel]!;
  });
}

/**
 * Cuts off the darkest and brightest values a little farther in than any
 * normalisation does. Percentiles are defined in several ways, which differ by where
 * between two values they lie; of this image all give the same.
 */
function flattenEnds(values: Float32Array): void {
  const sorted = values.slice().sort();
  const low = sorted[Math.ceil(0.01 * values.length)]!;
  const high = sorted[Math.floor(0.99 * values.length)]!;
  values.forEach((value, i) => values[i] = Math.min(Math.max(value, low), high));
}

/** The image for a model, its ends cut off as the model will look at them. */
function testImage(
  side: number,
  { normalization }: Model["card"]["input"],
): Float32Array {
  const image = drawImage(side);
  const parts = normalization === "stretch-channels" ? 3 : 1;
  const length = image.length / parts;
  for (let part = 0; part < parts; part++) {
    flattenEnds(image.subarray(part * length, (part + 1) * length));
  }
  return image;
}

/** The values of so many planes, those of a place together. */
function placesOf(values: Float32Array, planes: number): Float32Array {
  const places = values.length / planes;
  return Float32Array.from(
    values,
    (_, i) => values[(i % planes) * places + Math.floor(i / planes)]!,
  );
}

/** What the network says of an image, `[side, side, maps]`. */
async function predict(
  network: tf.LayersModel,
  values: Float32Array,
  side: number,
): Promise<Float32Array> {
  const result = tf.tidy(() =>
    network.predict(tf.tensor4d(values, [1, side, side, 3])) as tf.Tensor
  );
  try {
    return await result.data<"float32">();
  } finally {
    result.dispose();
  }
}

/**
 * Runs a graph in ONNX Runtime on a drawn image, beside the network that it was made of.
 *
 * @param bytes the ONNX file
 * @throws {InputError} if the two differ anywhere by more than 1e-4
 */
export async function testGraph(
  { network, card }: Model,
  { multiple, size }: ExportFacts,
  bytes: Uint8Array,
): Promise<TestTensors> {
  const side = size ?? Math.ceil(SIDE / multiple) * multiple;
  const image = testImage(side, card.input);
  const values = normalizeIntensity(
    placesOf(image, 3).map((value) => value / 255),
    card.input.normalization,
  );
  const expected = await predict(network, values, side);
  const session = await openOnnxSession(bytes);
  const found = await session.run(values, [1, side, side, 3])
    .finally(() => session.dispose());
  const difference = found.values.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - expected[i]!)),
    0,
  );
  // Also where there are other numbers than there should be, or none at all.
  if (found.values.length !== expected.length || !(difference <= MOST)) {
    throw new InputError(
      `Expected ONNX Runtime to compute what TensorFlow.js does, to ${MOST}, but found ` +
        `a difference of ${difference}`,
    );
  }
  return {
    image,
    // To the planes and back is the same turn, of what are then the places.
    probabilities: placesOf(found.values, side * side),
    side,
    difference,
  };
}
