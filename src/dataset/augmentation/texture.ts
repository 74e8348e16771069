import { randomNormal } from "d3-random";
import type { Random } from "../../base/mod.ts";

/** Half of a Gaussian, from its middle outwards, to three standard deviations. */
function halfGaussian(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(3 * sigma));
  const weights = Float32Array.from(
    { length: radius + 1 },
    (_, i) => Math.exp(-(i * i) / (2 * sigma * sigma)),
  );
  const sum = weights[0]! + 2 * weights.slice(1).reduce((total, w) => total + w, 0);
  return weights.map((weight) => weight / sum);
}

/** Blurs lines of values that lie `stride` apart; beyond its ends a line stays level. */
function blurLines(
  from: Float32Array,
  to: Float32Array,
  half: Float32Array,
  { count, length, stride, next }: {
    readonly count: number;
    readonly length: number;
    readonly stride: number;
    readonly next: (line: number) => number;
  },
): void {
  for (let line = 0; line < count; line++) {
    const start = next(line);
    for (let i = 0; i < length; i++) {
      let sum = half[0]! * from[start + i * stride]!;
      for (let k = 1; k < half.length; k++) {
        const before = i - k < 0 ? 0 : i - k;
        const after = i + k >= length ? length - 1 : i + k;
        sum += half[k]! *
          (from[start + before * stride]! + from[start + after * stride]!);
      }
      to[start + i * stride] = sum;
    }
  }
}

/**
 * Gaussian blur of a square image in place.
 *
 * @param pixels `size * size * 3`, row-major
 * @param sigma standard deviation, in pixels
 */
export function blurSquare(pixels: Float32Array, size: number, sigma: number): void {
  const half = halfGaussian(sigma), between = new Float32Array(pixels.length);
  const count = size * 3;
  blurLines(pixels, between, half, {
    count,
    length: size,
    stride: 3,
    next: (line) => Math.floor(line / 3) * count + line % 3,
  });
  blurLines(between, pixels, half, {
    count,
    length: size,
    stride: count,
    next: (line) => line,
  });
}

/** Adds normal noise, the same in all three channels, and cuts off at 0 and 1; in place. */
export function addNoise(pixels: Float32Array, sigma: number, random: Random): void {
  const normal = randomNormal.source(random)(0, sigma);
  for (let i = 0; i < pixels.length; i += 3) {
    const added = normal();
    for (let k = i; k < i + 3; k++) {
      pixels[k] = Math.min(Math.max(pixels[k]! + added, 0), 1);
    }
  }
}
