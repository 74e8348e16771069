import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { type EngineName, findLoss, seededRandom, useEngine } from "#karyon";
import { nativeTest } from "../../engine/native/support.ts";

/** Maps of one batch, image by image, as plain numbers. */
export interface Maps {
  readonly masks: readonly number[][];
  readonly weights: readonly number[][];
}

const IMAGES = 3, PIXELS = 20;

/** Draws images, the last without nuclei. */
export function drawMaps(): Maps & { readonly probabilities: readonly number[][] } {
  const random = seededRandom(4);
  const draw = (value: (image: number) => number) =>
    Array.from(
      { length: IMAGES },
      (_, image) => Array.from({ length: PIXELS }, () => value(image)),
    );
  return {
    masks: draw((image) => image < IMAGES - 1 && random() < 0.4 ? 1 : 0),
    weights: draw(() => 1 + 10 * random()),
    probabilities: draw(() => 0.02 + 0.96 * random()),
  };
}

const tensorOf = (images: readonly number[][]) =>
  tf.tensor4d(images.flat(), [images.length, 4, images[0]!.length / 4, 1]);

interface Computed {
  readonly loss: number;
  readonly slopes: readonly number[];
}

/** A loss by its name, and its gradient, on the engine that runs. */
export function computeLoss(
  name: string,
  maps: Maps,
  probabilities: readonly number[][],
): Computed {
  return tf.tidy(() => {
    const truth = { masks: tensorOf(maps.masks), weights: tensorOf(maps.weights) };
    const { value, grad } = tf.valueAndGrad((p: tf.Tensor) =>
      findLoss(name).compute(truth, p)
    )(tensorOf(probabilities));
    return { loss: value.dataSync()[0]!, slopes: [...grad.dataSync()] };
  });
}

/** What a loss comes to by its definition, in double precision. */
export type Definition = (maps: Maps, probabilities: readonly number[][]) => number;

/** The mean over all pixels of something of each, from its truth and its place. */
export function meanOf(
  images: readonly number[][],
  valueAt: (truth: number, image: number, pixel: number) => number,
): number {
  const values = images.flatMap((image, i) => image.map((y, j) => valueAt(y, i, j)));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Soft Dice with smoothing 1, mean over images. */
export function diceOf(
  masks: readonly number[][],
  probabilities: readonly number[][],
): number {
  const each = masks.map((mask, i) => {
    let shared = 0, both = 0;
    mask.forEach((y, j) => {
      shared += y * probabilities[i]![j]!;
      both += y + probabilities[i]![j]!;
    });
    return (2 * shared + 1) / (both + 1);
  });
  return each.reduce((sum, dice) => sum + dice, 0) / each.length;
}

/** The slope at each pixel by small steps of the definition. */
function slopesOf(
  definition: Definition,
  maps: Maps,
  probabilities: readonly number[][],
): number[] {
  const STEP = 1e-5;
  const at = (image: number, pixel: number, step: number) =>
    definition(
      maps,
      probabilities.with(
        image,
        probabilities[image]!.with(pixel, probabilities[image]![pixel]! + step),
      ),
    );
  return probabilities.flatMap((image, i) =>
    image.map((_, j) => (at(i, j, STEP) - at(i, j, -STEP)) / (2 * STEP))
  );
}

/** Holds a loss, its gradient and its ends against its definition, on one engine. */
async function checkLoss(
  engine: EngineName,
  name: string,
  definition: Definition,
): Promise<void> {
  const started = await useEngine(engine);
  assertEquals(started.name, engine);
  const before = tf.memory().numTensors;
  const { probabilities, ...maps } = drawMaps();
  const { loss, slopes } = computeLoss(name, maps, probabilities);
  assertAlmostEquals(loss, definition(maps, probabilities), 1e-5 * Math.max(1, loss));
  slopesOf(definition, maps, probabilities).forEach((slope, i) =>
    assertAlmostEquals(slopes[i]!, slope, 1e-4 * Math.max(1, Math.abs(slope)), `at ${i}`)
  );
  for (const sure of [0, 1]) {
    const ends = computeLoss(name, maps, probabilities.map((row) => row.map(() => sure)));
    assert([ends.loss, ...ends.slopes].every(Number.isFinite), `${name} at p = ${sure}`);
  }
  assertEquals(tf.memory().numTensors, before);
}

/** Registers the checks of a loss, one test an engine. */
export function testLoss(name: string, definition: Definition): void {
  const title = `the loss ${name} and its gradient are by their definition on`;
  for (const engine of ["cpu", "wasm"] as const) {
    Deno.test(`${title} ${engine}`, () => checkLoss(engine, name, definition));
  }
  nativeTest(`${title} native`, () => checkLoss("native", name, definition));
}
