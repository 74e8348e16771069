/** What lies in nuclei and between them and has no label of its own. */
import type { Random } from "../base/mod.ts";
import { between } from "./synthetic_noise.ts";
import type { Shape } from "./synthetic_shape.ts";

/** Adds a soft round blob: `amount` in the middle, falling off over `size` pixels. */
export function addBlob(
  plane: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  size: number,
  amount: number,
): void {
  const reach = 3 * size;
  const right = Math.min(width - 1, x + reach),
    bottom = Math.min(height - 1, y + reach);
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
    for (
      let column = Math.max(0, Math.ceil(x - reach));
      column <= right;
      column++
    ) {
      const squared = (column - x) ** 2 + (row - y) ** 2;
      plane[row * width + column]! += amount *
        Math.exp(-squared / (2 * size * size));
    }
  }
}

/** Adds a soft ring, as pale cells show: `amount` on the circle. */
export function addRing(
  plane: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  radius: number,
  amount: number,
): void {
  const reach = radius + 4;
  const right = Math.min(width - 1, x + reach),
    bottom = Math.min(height - 1, y + reach);
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
    for (
      let column = Math.max(0, Math.ceil(x - reach));
      column <= right;
      column++
    ) {
      const away = Math.hypot(column - x, row - y) - radius;
      const disk = away < 0 ? 0.35 : 0;
      plane[row * width + column]! += amount *
        (disk + Math.exp(-away * away / 2));
    }
  }
}

/** Spots within a nucleus. */
export interface Spots {
  readonly count: number;
  /** Share of the nucleus' half axes. */
  readonly size: readonly [low: number, high: number];
  /** What a spot adds in its middle; may be negative. */
  readonly amount: readonly [low: number, high: number];
}

/** Adds round spots at random places of a nucleus to its own `values`. */
export function addSpots(
  random: Random,
  values: Float32Array,
  pixels: Int32Array,
  width: number,
  shape: Shape,
  { count, size, amount }: Spots,
): void {
  for (let n = 0; n < count; n++) {
    const turn = between(random, 0, 2 * Math.PI),
      out = 0.75 * Math.sqrt(random());
    const u = out * Math.cos(turn) * shape.long,
      v = out * Math.sin(turn) * shape.short;
    const x = shape.x + u * Math.cos(shape.angle) - v * Math.sin(shape.angle);
    const y = shape.y + u * Math.sin(shape.angle) + v * Math.cos(shape.angle);
    const reach = between(random, ...size) *
      Math.sqrt(shape.long * shape.short);
    const most = between(random, ...amount);
    pixels.forEach((pixel, i) => {
      const squared = (pixel % width - x) ** 2 +
        (Math.floor(pixel / width) - y) ** 2;
      values[i]! += most * Math.exp(-squared / (2 * reach * reach));
    });
  }
}
