import type { Random } from "../../base/mod.ts";
import { addBlob, addRing, addSpots } from "./debris.ts";
import type { Drawing } from "./drawing.ts";
import { type Layout, layOut, type Nucleus } from "./layout.ts";
import { between, blur, expose, smoothNoise } from "./noise.ts";

/** Red, green and blue. */
type Color = readonly [number, number, number];

/** What differs between stained tissue on white and on purple. */
export interface StainLook {
  /** Light where nothing absorbs it, in gray levels. */
  readonly white: Color;
  /** What the stain of nuclei and of tissue absorb, by Beer and Lambert's law. */
  readonly nucleus: Color;
  readonly tissue: Color;
  /** How much tissue stain lies everywhere, and how much it varies. */
  readonly tissueAmount: number;
  readonly fibres: number;
  /** Pale ring-shaped cells between the nuclei. */
  readonly paleCells: readonly [low: number, high: number];
  readonly radius: readonly [low: number, high: number];
  readonly elongation: number;
  /** Nuclei in 256 x 256 pixels. */
  readonly density: readonly [low: number, high: number];
}

/** Purple nuclei: tissue in bright field, stained with a dye for DNA. */
export function drawStain(
  random: Random,
  width: number,
  height: number,
  look: StainLook,
): Drawing {
  const direction = between(random, 0, Math.PI);
  const zoom = between(random, 0.75, 1.5);
  const layout = layOut(random, width, height, {
    radius: [look.radius[0] * zoom, look.radius[1] * zoom],
    elongation: [1, look.elongation],
    roughness: 0.13,
    direction,
    count: Math.round(
      between(random, ...look.density) * width * height / 65536 / zoom ** 1.5,
    ),
    clustering: 0.35,
    overlap: 0.12,
  });
  const nuclei = blur(
    nucleusStain(random, layout),
    width,
    height,
    between(random, 0.7, 1.1),
  );
  const tissue = tissueStain(random, layout, look, direction);
  const lamp = [
    between(random, -0.08, 0.08),
    between(random, -0.08, 0.08),
  ] as const;
  const light = new Float32Array(width * height * 3);
  for (let i = 0; i < nuclei.length; i++) {
    const x = (i % width) / width - 0.5,
      y = Math.floor(i / width) / height - 0.5;
    const shade = 1 + lamp[0] * x + lamp[1] * y;
    for (let c = 0; c < 3; c++) {
      const absorbed = nuclei[i]! * look.nucleus[c]! +
        tissue[i]! * look.tissue[c]!;
      light[i * 3 + c] = shade * look.white[c]! * Math.exp(-absorbed);
    }
  }
  return { values: expose(light, random, 0.015, 1.2), layout };
}

function nucleusStain(
  random: Random,
  { width, height, nuclei }: Layout,
): Float32Array {
  const sharp = new Float32Array(width * height);
  const soft = new Float32Array(width * height);
  const texture = smoothNoise(random);
  for (const nucleus of nuclei) {
    const plane = random() < 0.2 ? soft : sharp; // some lie out of focus
    addNucleus(random, plane, width, nucleus, texture);
  }
  // Granules of dye, which nobody marks as nuclei.
  for (let n = Math.floor(between(random, 2, 9)); n > 0; n--) {
    const at = [between(random, 0, width), between(random, 0, height)] as const;
    addBlob(
      sharp,
      width,
      height,
      ...at,
      between(random, 0.6, 1.4),
      between(random, 0.3, 0.9),
    );
  }
  const focused = blur(sharp, width, height, between(random, 0.7, 1.1));
  const blurred = blur(soft, width, height, between(random, 1.4, 2.2));
  return focused.map((amount, i) => amount + blurred[i]!);
}

function addNucleus(
  random: Random,
  stain: Float32Array,
  width: number,
  { shape, pixels, distances }: Nucleus,
  texture: (x: number, y: number) => number,
): void {
  // Dense nuclei are dark all over; open ones are pale with a dark rim and clumps.
  const openness = random() ** 1.3;
  const amount = between(random, 0.75, 1.4) * (1 - 0.45 * openness);
  const clumps = new Float32Array(pixels.length);
  addSpots(random, clumps, pixels, width, shape, {
    count: Math.round(between(random, 2, 6)),
    size: [0.1, 0.22],
    amount: [0.15, 0.55],
  });
  pixels.forEach((pixel, i) => {
    const x = pixel % width, y = Math.floor(pixel / width);
    const distance = distances[i]!;
    const rim = Math.exp(-(((distance - 0.88) / 0.12) ** 2));
    const grain = 0.3 * texture(x / 3.1, y / 3.1) +
      0.18 * texture(x / 1.6 + 20, y / 1.6);
    const open = 0.62 + 0.4 * rim + clumps[i]! + grain;
    const dense = 1 + 0.12 * grain - 0.25 * distance ** 4;
    stain[pixel]! += amount *
      Math.max(0.15, openness * open + (1 - openness) * dense);
  });
}

/** Stroma: fibres that wave along one direction, clouds, cells that hold no dye. */
function tissueStain(
  random: Random,
  { width, height, nuclei }: Layout,
  look: StainLook,
  direction: number,
): Float32Array {
  const noise = smoothNoise(random);
  const cos = Math.cos(direction), sin = Math.sin(direction);
  const tissue = new Float32Array(width * height);
  for (let i = 0; i < tissue.length; i++) {
    const x = i % width, y = Math.floor(i / width);
    const wave = 9 * noise(x / 60, y / 60 + 9);
    const along = (x * cos + y * sin) / 46,
      across = (y * cos - x * sin + wave) / 5;
    const fibre = noise(along, across) +
      0.5 * noise(along * 2 + 7, across * 2.2);
    const cloud = noise(x / 70 + 31, y / 70);
    const grain = noise(x / 2.3, y / 2.3 + 50);
    tissue[i] = Math.max(
      0,
      look.tissueAmount * (1 + 0.18 * cloud) +
        look.fibres * (0.6 * fibre * (0.5 + 0.5 * cloud) + 0.22 * grain),
    );
  }
  for (let n = Math.floor(between(random, ...look.paleCells)); n > 0; n--) {
    const at = [between(random, 0, width), between(random, 0, height)] as const;
    addRing(
      tissue,
      width,
      height,
      ...at,
      between(random, 5, 10),
      between(random, 0.15, 0.45),
    );
  }
  for (const { shape } of nuclei) { // cytoplasm
    const amount = between(random, 0, 0.5) * (0.3 + look.tissueAmount / 3);
    addBlob(tissue, width, height, shape.x, shape.y, shape.long * 1.2, amount);
  }
  return new Float32Array(blur(tissue, width, height, 0.9));
}
