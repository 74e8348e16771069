import type { Random } from "../../base/mod.ts";
import { blur, haze } from "./blur.ts";
import { addSpots, scatterBlobs } from "./debris.ts";
import type { Layout, Nucleus } from "./layout.ts";
import { bell, between, countBetween, scaleBetween } from "./random_values.ts";
import { type Field, smoothNoise } from "./smooth_noise.ts";
import type { StainLook } from "./stain_looks.ts";

/** How much dye lies in each pixel, where 1 is a dense nucleus. */
export function nucleusStain(
  random: Random,
  { width, height, nuclei }: Layout,
  look: StainLook,
): Float32Array {
  const sharp = new Float32Array(width * height);
  const soft = new Float32Array(width * height);
  const texture = smoothNoise(random);
  const palest = between(random, ...look.palest), openness = between(random, 0, 0.9);
  const grain = between(random, 0.2, 0.9), isSoft = between(random, 0.05, 0.5);
  const strength = between(random, 0.4, 0.9);
  const inset = between(random, -0.9, 0.5);
  for (const nucleus of nuclei) {
    const plane = random() < isSoft ? soft : sharp; // some lie out of focus
    addNucleus(random, plane, width, nucleus, {
      texture,
      amount: strength * between(random, palest, 1.05) * Math.exp(0.12 * bell(random)),
      openness: openness * random(),
      grain,
      inset,
    });
  }
  // Granules of dye, which nobody marks as nuclei.
  scatterBlobs(random, sharp, width, height, {
    density: between(random, 0, 7),
    size: [0.6, 1.5],
    amount: [0.1, 0.6],
  });
  const sigma = scaleBetween(random, 0.8, 1.8);
  const focused = blur(sharp, width, height, sigma);
  const [low, high] = look.radius;
  const blurred = blur(soft, width, height, sigma * between(random, 1.5, 2.4));
  scatterBlobs(random, blurred, width, height, {
    density: between(random, ...look.far),
    size: [0.4 * low, 0.7 * high],
    amount: [0.06, 0.35],
  });
  const share = between(random, 0.08, 0.25); // light and dye that are spread widely
  const wide = haze(focused, width, height, between(random, 4, 9));
  return focused.map((amount, i) => {
    const all = amount * (1 - share) + share * wide[i]! + blurred[i]!;
    return all < 1.1 ? all : 1.1 + 0.3 * (all - 1.1);
  });
}

/** Pixels over which dye fades at the edge of a nucleus, before any blur. */
const EDGE = 1.5;

interface Staining {
  readonly texture: Field;
  readonly amount: number;
  /** 0 for a nucleus that is dark all over, 1 for a pale one with a dark rim and clumps. */
  readonly openness: number;
  readonly grain: number;
  /** Pixels from the label's border inwards to where half of the dye is reached. */
  readonly inset: number;
}

function addNucleus(
  random: Random,
  stain: Float32Array,
  width: number,
  nucleus: Nucleus,
  { texture, amount, openness, grain, inset }: Staining,
): void {
  const { shape, pixels, distances } = nucleus;
  const radius = Math.sqrt(shape.long * shape.short);
  const clumps = new Float32Array(pixels.length);
  addSpots(random, clumps, nucleus, width, {
    count: countBetween(random, 0, 5),
    size: [0.08, 0.2],
    amount: [0.1, 0.5],
  });
  const coarse = 1 / Math.max(2.2, radius * 0.3), fine = 1 / Math.max(1.4, radius * 0.12);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i]!, distance = distances[i]!;
    const x = pixel % width, y = Math.floor(pixel / width);
    const depth = (1 - distance) * radius - inset;
    const edge = Math.min(Math.max(depth / EDGE + 0.5, 0), 1);
    const rim = Math.exp(-(((distance - 0.85) / 0.13) ** 2));
    const clump = grain *
      (texture(x * coarse, y * coarse) + texture(x * fine + 20, y * fine));
    const open = 0.5 + 0.4 * rim + clumps[i]! + 1.4 * clump;
    const dense = 1 + 0.5 * clump - 0.15 * distance ** 4;
    stain[pixel]! += amount * edge *
      Math.max(0.1, openness * open + (1 - openness) * dense);
  }
}
