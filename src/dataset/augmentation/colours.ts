import type { Random } from "../../base/mod.ts";
import { drawBetween, drawFactor } from "./draw.ts";
import type { Augmentation, Sometimes } from "./options.ts";

/** Rec. 601, as the project's gray images are made. */
const LUMINANCE = [0.299, 0.587, 0.114] as const;

/** Three rows of three: what each new channel takes of the old ones. */
type Matrix = readonly number[];

const GRAY: Matrix = [...LUMINANCE, ...LUMINANCE, ...LUMINANCE];
const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Mixes channels; each row sums to 1, so that white stays white. */
function drawMixture(amount: number, random: Random): Matrix {
  return IDENTITY.map((_, i) => i % 3).flatMap((column, i) => {
    if (column !== 0) return [];
    const own = i / 3;
    const draws = [random(), random(), random()];
    const sum = draws[0]! + draws[1]! + draws[2]!;
    return draws.map((draw, k) =>
      (1 - amount) * (k === own ? 1 : 0) + amount * draw / sum
    );
  });
}

function multiply(pixels: Float32Array, m: Matrix): void {
  for (let i = 0; i < pixels.length; i += 3) {
    const r = pixels[i]!, g = pixels[i + 1]!, b = pixels[i + 2]!;
    pixels[i] = m[0]! * r + m[1]! * g + m[2]! * b;
    pixels[i + 1] = m[3]! * r + m[4]! * g + m[5]! * b;
    pixels[i + 2] = m[6]! * r + m[7]! * g + m[8]! * b;
  }
}

/** All values through one function, by a table: powers are slow. */
function applyCurve(pixels: Float32Array, curve: (value: number) => number): void {
  const table = Float32Array.from({ length: 1025 }, (_, i) => curve(i / 1024));
  for (let i = 0; i < pixels.length; i++) {
    const place = Math.min(Math.max(pixels[i]!, 0), 1) * 1024;
    const low = place | 0;
    const value = table[low]!;
    pixels[i] = low === 1024 ? value : value + (table[low + 1]! - value) * (place - low);
  }
}

/**
 * Varies the colours of an image in place: gray, channels, gamma, contrast and
 * brightness, inversion, in this order; then everything is cut off at 0 and 1.
 *
 * @param pixels RGB in 0..1
 */
export function varyColours(
  pixels: Float32Array,
  options: Augmentation,
  random: Random,
): void {
  const happens = (change: Sometimes | undefined) =>
    change !== undefined && random() < change.share;
  const { gray, mixChannels, channelGain, gamma, contrast, brightness, invert } = options;
  if (happens(gray)) multiply(pixels, GRAY);
  if (happens(mixChannels)) multiply(pixels, drawMixture(mixChannels!.amount, random));
  if (happens(channelGain)) {
    const [r, g, b] = IDENTITY.slice(0, 3).map(() =>
      drawFactor(random, channelGain!.range)
    );
    multiply(pixels, [r!, 0, 0, 0, g!, 0, 0, 0, b!]);
  }
  const power = happens(gamma) ? drawFactor(random, gamma!.range) : 1;
  const factor = happens(contrast) ? drawFactor(random, contrast!.range) : 1;
  const added = happens(brightness) ? drawBetween(random, brightness!.range) : 0;
  const inverted = happens(invert);
  const middle = factor === 1 ? 0 : meanOf(pixels);
  applyCurve(pixels, (value) => {
    const bent = (value ** power - middle) * factor + middle + added;
    const cut = Math.min(Math.max(bent, 0), 1);
    return inverted ? 1 - cut : cut;
  });
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
