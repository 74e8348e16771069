/** What lies in nuclei and between them and has no label of its own. */
import type { Random } from "../../base/mod.ts";
import { between, type Range, scaleBetween } from "./random_values.ts";
import type { Nucleus } from "./layout.ts";

/** Adds `amountAt` to every pixel within `reach` of a place, inside the plane. */
export function addAround(
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
  addAround(plane, width, height, x, y, 2.7 * size, (dx, dy) => {
    const squared = dx * dx + dy * dy;
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
    const away = Math.sqrt(dx * dx + dy * dy) - radius;
    const disk = away < 0 ? 0.35 : 0;
    return amount * (disk + Math.exp(-away * away / 2));
  });
}

/** Blobs at random places: how many in 256 x 256 pixels, their sizes and amounts. */
export interface Blobs {
  readonly density: number;
  readonly size: Range;
  readonly amount: Range;
}

/** Scatters blobs over a plane. */
export function scatterBlobs(
  random: Random,
  plane: Float32Array,
  width: number,
  height: number,
  { density, size, amount }: Blobs,
): void {
  const expected = density * width * height / 65536;
  for (let n = Math.floor(expected + random()); n > 0; n--) {
    const x = between(random, 0, width), y = between(random, 0, height);
    const own = scaleBetween(random, ...size);
    addBlob(plane, width, height, x, y, own, scaleBetween(random, ...amount));
  }
}

/** Spots within a nucleus. */
export interface Spots {
  readonly count: number;
  /** Share of the nucleus' mean half axis. */
  readonly size: Range;
  /** What a spot adds in its middle; may be negative. */
  readonly amount: Range;
}

/** Adds round spots at random places of a nucleus to its own `values`. */
export function addSpots(
  random: Random,
  values: Float32Array,
  { shape, pixels }: Nucleus,
  width: number,
  { count, size, amount }: Spots,
): void {
  for (let n = 0; n < count; n++) {
    const turn = between(random, 0, 2 * Math.PI),
      out = 0.75 * Math.sqrt(random());
    const u = out * Math.cos(turn) * shape.long,
      v = out * Math.sin(turn) * shape.short;
    const x = shape.x + u * Math.cos(shape.angle) - v * Math.sin(shape.angle);
    const y = shape.y + u * Math.sin(shape.angle) + v * Math.cos(shape.angle);
    const reach = between(random, ...size) * Math.sqrt(shape.long * shape.short);
    const most = between(random, ...amount);
    const fall = 1 / (2 * reach * reach);
    for (let i = 0; i < pixels.length; i++) {
      const dx = pixels[i]! % width - x, dy = Math.floor(pixels[i]! / width) - y;
      const squared = (dx * dx + dy * dy) * fall;
      if (squared < 5) values[i]! += most * Math.exp(-squared);
    }
  }
}
