import type { Random } from "../../base/mod.ts";
import { addSpots } from "./debris.ts";
import type { Nucleus } from "./layout.ts";
import { between, countBetween, type Range } from "./random_values.ts";
import type { Field } from "./smooth_noise.ts";

/** Pixels over which light falls to nothing at the edge of a nucleus, before any blur. */
const EDGE = 1.2;

/** How the nuclei of one image shine. */
export interface Chromatin {
  readonly texture: Field;
  readonly grain: number;
  /** Bright spots in a nucleus. */
  readonly spots: Range;
  readonly rim: number;
  /** 1 for a disk as bright at its edge as in the middle, 0 for a dome. */
  readonly flatness: number;
  /** Pixels from the label's border inwards to where half of the light is reached. */
  readonly inset: number;
}

/** Adds the light of one nucleus. */
export function addShiningNucleus(
  random: Random,
  plane: Float32Array,
  width: number,
  nucleus: Nucleus,
  brightness: number,
  { texture, grain, spots, rim, flatness, inset }: Chromatin,
): void {
  const { shape, pixels, distances } = nucleus;
  const radius = Math.sqrt(shape.long * shape.short);
  const coarse = 1 / Math.max(2.5, radius * between(random, 0.25, 0.5));
  const fine = 1 / Math.max(1.3, radius * between(random, 0.08, 0.16));
  const own = new Float32Array(pixels.length);
  addSpots(random, own, nucleus, width, {
    count: countBetween(random, ...spots),
    size: [0.1, 0.22],
    amount: [0.3, 0.9],
  });
  addSpots(random, own, nucleus, width, {
    count: countBetween(random, 0, 2), // nucleoli, which stay dark
    size: [0.12, 0.24],
    amount: [-0.4, -0.1],
  });
  const offset = between(random, 0, 60); // so that no two have the same texture
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!, distance = distances[i]!;
    const x = pixel % width, y = Math.floor(pixel / width);
    const depth = (1 - distance) * radius - inset;
    const edge = Math.min(Math.max(depth / EDGE + 0.5, 0), 1);
    const dome = Math.sqrt(Math.max(0, 1 - distance * distance));
    const chromatin = grain *
      (texture(x * coarse + offset, y * coarse) +
        0.6 * texture(x * fine, y * fine + offset));
    const membrane = rim * Math.exp(-(((distance - 0.85) / 0.13) ** 2));
    const light = brightness * edge * (flatness + (1 - flatness) * dome) *
      Math.max(0.1, 1 + chromatin + own[i]! + membrane);
    // Where two lie over each other, not all light of both gets through.
    const other = plane[pixel]!;
    plane[pixel] = Math.max(light, other) + 0.4 * Math.min(light, other);
  }
}
