import * as tf from "@tensorflow/tfjs";
import { cutPatch, SLIDING_WINDOW } from "../architectures/mod.ts";
import { InputError, type Random, seededRandom } from "../base/mod.ts";
import type { PreparedSample } from "../dataset/mod.ts";

/** Patches with what their middle pixels are; whoever takes them disposes them. */
export interface Patches {
  /** `[count, 64, 64, 3]`, float32 in 0..1. */
  readonly patches: tf.Tensor4D;
  /** `[count, 1]`, float32: 1 for nucleus, 0 for background, in turn. */
  readonly labels: tf.Tensor2D;
}

/** A pixel of the wanted kind, every one of them as likely; it exists. */
function drawPlace(mask: Uint8Array, wanted: number, random: Random): number {
  let found = 0;
  for (const value of mask) if (value === wanted) found++;
  let left = Math.floor(random() * found);
  return mask.findIndex((value) => value === wanted && left-- === 0);
}

/**
 * Draws patches to train a sliding-window network on: nucleus and background in
 * turn, as often one as the other, however few of an image's pixels are nucleus.
 * First an image is drawn from those that have such a pixel, then the pixel.
 * Beyond its border an image is continued by its mirror image.
 *
 * Source: Ciresan et al., 2012, section 2, trains on as many pixels of either
 * kind.
 *
 * @param samples at the size that their pixels are to be seen at
 * @param options `count` of patches; `seed`: the same draws the same patches
 * @throws {InputError} if `count` is not a natural number, or no sample has nucleus, or
 *   background
 *
 * @example
 * ```ts
 * import { drawSyntheticSample, prepareSample, samplePatches, useEngine } from "#karyon";
 * await useEngine();
 * const shape = { size: 64, normalization: "none" } as const;
 * const sample = prepareSample(drawSyntheticSample(1, 0), "train", shape);
 * const { patches, labels } = samplePatches([sample], { count: 6, seed: 1 });
 * if (patches.shape.join() !== "6,64,64,3") throw new Error(`${patches.shape}`);
 * if (labels.dataSync().join() !== "1,0,1,0,1,0") throw new Error();
 * patches.dispose();
 * labels.dispose();
 * ```
 */
export function samplePatches(
  samples: readonly PreparedSample[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Patches {
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(
      `Expected count to be an integer greater than 0 but found ${count}`,
    );
  }
  const random = seededRandom(seed);
  const having = [0, 1].map((kind) => samples.filter(({ mask }) => mask.includes(kind)));
  const window = SLIDING_WINDOW, area = window * window * 3;
  const patches = new Float32Array(count * area), labels = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const wanted = (i + 1) % 2;
    const choices = having[wanted]!;
    const sample = choices[Math.floor(random() * choices.length)];
    if (!sample) {
      throw new InputError(
        `Expected a sample with ${
          wanted ? "nucleus" : "background"
        } but found none among ${samples.length}`,
      );
    }
    const { pixels, mask } = sample;
    const side = Math.sqrt(mask.length);
    const place = drawPlace(mask, wanted, random);
    cutPatch(
      { values: pixels, width: side, height: side, channels: 3 },
      { x: place % side, y: Math.floor(place / side), window },
      patches,
      i * area,
    );
    labels[i] = wanted;
  }
  // 65535 stands for 1.
  for (let i = 0; i < patches.length; i++) patches[i]! /= 65535;
  return {
    patches: tf.tensor4d(patches, [count, window, window, 3]),
    labels: tf.tensor2d(labels, [count, 1]),
  };
}
