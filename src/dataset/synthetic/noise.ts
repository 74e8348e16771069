/** Randomness in pictures: smooth textures, blur, the noise of a camera. */
// @ts-types="@types/d3-random"
import { randomNormal } from "d3-random";
import type { Random } from "../../base/mod.ts";

const LATTICE = 64;

/**
 * A smooth random function of the plane with bumps about 1 wide, in -1..1
 * (value noise on a lattice that repeats every 64).
 */
export function smoothNoise(random: Random): (x: number, y: number) => number {
  const lattice = Float32Array.from(
    { length: LATTICE * LATTICE },
    () => 2 * random() - 1,
  );
  const wrap = LATTICE - 1; // works as a mask, since LATTICE is a power of two
  return (x, y) => {
    const column = Math.floor(x), row = Math.floor(y);
    const fx = x - column, fy = y - row;
    const sx = fx * fx * (3 - 2 * fx), sy = fy * fy * (3 - 2 * fy);
    const top = (row & wrap) * LATTICE, bottom = ((row + 1) & wrap) * LATTICE;
    const left = column & wrap, right = (column + 1) & wrap;
    const a = lattice[top + left]!, b = lattice[top + right]!;
    const c = lattice[bottom + left]!, d = lattice[bottom + right]!;
    const upper = a + (b - a) * sx;
    return upper + (c + (d - c) * sx - upper) * sy;
  };
}

/**
 * Gaussian blur of one plane, edges repeated.
 *
 * @param sigma pixels, greater than 0
 */
export function blur(
  plane: Float32Array,
  width: number,
  height: number,
  sigma: number,
): Float32Array {
  const radius = Math.ceil(2.5 * sigma);
  const kernel = Float32Array.from(
    { length: 2 * radius + 1 },
    (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  kernel.forEach((value, i) => kernel[i] = value / sum);
  const across = blurLines(plane, width, height, 1, width, kernel);
  return blurLines(across, height, width, width, 1, kernel);
}

/** Blurs `count` lines of `size` values that lie `step` apart. */
function blurLines(
  plane: Float32Array,
  size: number,
  count: number,
  step: number,
  lineStep: number,
  kernel: Float32Array,
): Float32Array {
  const blurred = new Float32Array(plane.length);
  const radius = (kernel.length - 1) / 2;
  const line = new Float32Array(size + 2 * radius);
  for (let n = 0; n < count; n++) {
    const start = n * lineStep;
    for (let i = 0; i < line.length; i++) {
      const inside = Math.min(Math.max(i - radius, 0), size - 1);
      line[i] = plane[start + inside * step]!;
    }
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += line[i + k]! * kernel[k]!;
      blurred[start + i * step] = sum;
    }
  }
  return blurred;
}

/**
 * Blur by any width at a fixed price: the mean over a box, twice each way.
 *
 * @param radius pixels, an integer greater than 0
 */
export function haze(
  plane: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array {
  let blurred = plane;
  for (let pass = 0; pass < 2; pass++) {
    blurred = boxLines(blurred, width, height, 1, width, radius);
    blurred = boxLines(blurred, height, width, width, 1, radius);
  }
  return blurred;
}

function boxLines(
  plane: Float32Array,
  size: number,
  count: number,
  step: number,
  lineStep: number,
  radius: number,
): Float32Array {
  const blurred = new Float32Array(plane.length);
  for (let n = 0; n < count; n++) {
    const start = n * lineStep;
    const at = (i: number) => plane[start + Math.min(Math.max(i, 0), size - 1) * step]!;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += at(i);
    for (let i = 0; i < size; i++) {
      blurred[start + i * step] = sum / (2 * radius + 1);
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
  return blurred;
}

/**
 * What a camera makes of light: shot noise, whose variance grows with the
 * light, read noise, which does not, and rounding to 0..255.
 *
 * @param light in gray levels
 * @param shot variance per gray level
 * @param read standard deviation in gray levels
 */
export function expose(
  light: Float32Array,
  random: Random,
  shot: number,
  read: number,
): Uint8Array {
  const normal = randomNormal.source(random)(0, 1);
  const values = new Uint8Array(light.length);
  for (let i = 0; i < light.length; i++) {
    const level = Math.max(light[i]!, 0);
    const noisy = level + Math.sqrt(shot * level + read * read) * normal();
    values[i] = Math.round(Math.min(Math.max(noisy, 0), 255));
  }
  return values;
}

/** A number in low..high, uniform. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}
