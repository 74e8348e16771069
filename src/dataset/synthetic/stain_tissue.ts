import type { Random } from "../../base/mod.ts";
import { blur } from "./blur.ts";
import { addAround, addBlob, addRing } from "./debris.ts";
import type { Layout } from "./layout.ts";
import { between, pick, scaleBetween } from "./random_values.ts";
import { smoothNoise } from "./smooth_noise.ts";
import type { Color } from "./stain_looks.ts";

/** What lies between stained nuclei, one value a pixel. */
export interface Tissue {
  /** Amount of the counterstain, where 1 is usual and 0 a gap. */
  readonly counterstain: Float32Array;
  /** How much lighter (or darker) refraction makes it, a share of the light. */
  readonly relief: Float32Array;
  /** Amount of a pigment, and what it takes from red, green and blue. */
  readonly pigment: Float32Array;
  readonly pigmentDensity: Color;
}

/**
 * What has a colour of its own and is no nucleus: red blood cells as eosin and as
 * other lamps show them, yellow and brown pigments, soot.
 */
const PIGMENTS: readonly Color[] = [
  [0.04, 0.9, 0.55],
  [0.1, 0.25, 0.4],
  [0.12, 0.1, 0.9],
  [0.35, 0.6, 0.9],
  [0.6, 0.6, 0.5],
];

/** Stroma: fibres along one direction that bend, clouds, gaps, vacuoles, red cells. */
export function drawTissue(
  random: Random,
  layout: Layout,
  direction: number,
  isStained: boolean,
): Tissue {
  const { width, height } = layout;
  const noise = smoothNoise(random);
  const cos = Math.cos(direction), sin = Math.sin(direction);
  const size = scaleBetween(random, 4, 11), slim = between(random, 1.5, 5);
  const cover = between(random, -0.1, 1), cloudiness = between(random, 0.15, 0.7);
  const fibrous = between(random, 0.05, 0.4);
  const heights = new Float32Array(width * height);
  const counterstain = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const cloud = noise(x / 75 + 31, y / 75);
      const here = Math.min(Math.max((cloud + cover) * 5, 0), 1);
      if (here === 0) continue;
      const bend = 9 * noise(x / 60, y / 60 + 9);
      const along = (x * cos + y * sin) / size / slim;
      const across = (y * cos - x * sin + bend) / size;
      const fibre = noise(along, across);
      const grain = noise(x / 2.6, y / 2.6 + 50);
      heights[i] = here * (1 - Math.abs(fibre) + 0.12 * grain);
      if (isStained) {
        counterstain[i] = here * Math.max(
          0.05,
          0.85 + cloudiness * noise(x / 34, y / 34 + 17) + fibrous * fibre + 0.12 * grain,
        );
      }
    }
  }
  if (isStained) addCells(random, counterstain, layout);
  const strength = scaleBetween(random, 0.01, 0.07);
  const smooth = blur(heights, width, height, 0.8);
  const pigment = new Float32Array(width * height);
  if (random() < 0.45) addPigment(random, pigment, width, height);
  return {
    counterstain,
    pigment,
    pigmentDensity: pick(random, PIGMENTS),
    relief: emboss(smooth, width, height, strength),
  };
}

/** Cytoplasm around nuclei, vacuoles and pale rings. */
function addCells(random: Random, plane: Float32Array, layout: Layout): void {
  const { width, height, nuclei } = layout;
  const cytoplasm = between(random, 0, 0.35);
  for (const { shape } of nuclei) {
    addBlob(
      plane,
      width,
      height,
      shape.x,
      shape.y,
      shape.long * 1.2,
      cytoplasm * random(),
    );
  }
  for (let n = Math.floor(between(random, 0, 14)); n > 0; n--) {
    const x = between(random, 0, width), y = between(random, 0, height);
    const radius = between(random, 4, 22), depth = between(random, 0.3, 0.9);
    addAround(plane, width, height, x, y, radius, (dx, dy) => {
      const inside = 1 - (dx * dx + dy * dy) / (radius * radius);
      return inside > 0 ? -depth * Math.min(1, 3 * inside) : 0;
    });
    if (random() < 0.5) addRing(plane, width, height, x, y, radius, 0.25);
  }
  for (let i = 0; i < plane.length; i++) if (plane[i]! < 0) plane[i] = 0;
}

/** Groups of flat round cells. */
function addPigment(
  random: Random,
  plane: Float32Array,
  width: number,
  height: number,
): void {
  const radius = scaleBetween(random, 3, 16), amount = between(random, 0.2, 1.3);
  for (let group = Math.floor(between(random, 1, 6)); group > 0; group--) {
    const x = between(random, 0, width), y = between(random, 0, height);
    for (let n = Math.floor(between(random, 1, 9)); n > 0; n--) {
      const own = radius * between(random, 0.7, 1.3),
        most = amount * between(random, 0.6, 1.2);
      const away = 2.5 * radius;
      const at = [
        x + between(random, -away, away),
        y + between(random, -away, away),
      ] as const;
      addAround(plane, width, height, ...at, own, (dx, dy) => {
        const inside = 1 - (dx * dx + dy * dy) / (own * own);
        return inside > 0 ? most * Math.min(1, 2.5 * inside) : 0;
      });
    }
  }
}

/** Light from one side: the slope along a diagonal. */
function emboss(
  heights: Float32Array,
  width: number,
  height: number,
  strength: number,
): Float32Array {
  const relief = new Float32Array(heights.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      relief[i] = strength * (heights[i + width + 1]! - heights[i - width - 1]!);
    }
  }
  return relief;
}
