/** What lies in nuclei and between them and has no label of its own. */
import type { Random } from "../../base/mod.ts";
import { between } from "./noise.ts";
import type { Shape } from "./shape.ts";

/** Adds `amountAt` to every pixel within `reach` of a place, inside the plane. */
function addAround(
  plane: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  reach: number,
  amountAt: (dx: number, dy: number) => number,
): void {
  const right = Math.min(width - 1, x + reach);
  const bottom = Math.min(height - 1, y + reach);
  const left = Math.max(0, Math.ceil(x - reach));
  for (let row = Math.max(0, Math.ceil(y - reach)); row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      plane[row * width + column]! += amountAt(column - x, row - y);
    }
  }
}

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
  addAround(plane, width, height, x, y, 3 * size, (dx, dy) => {
    const squared = dx ** 2 + dy ** 2;
    return amount * Math.exp(-squared / (2 * size * size));
  });
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
  addAround(plane, width, height, x, y, radius + 4, (dx, dy) => {
    const away = Math.hypot(dx, dy) - radius;
    const disk = away < 0 ? 0.35 : 0;
    return amount * (disk + Math.exp(-away * away / 2));
  });
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
