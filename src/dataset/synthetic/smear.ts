import type { Random } from "../../base/mod.ts";
import { addBlob } from "./debris.ts";
import type { Drawing } from "./drawing.ts";
import { type Layout, layOut } from "./layout.ts";
import { between, blur, expose, smoothNoise } from "./noise.ts";
import { distanceFrom, randomShape, type Shape } from "./shape.ts";

/** Dark nuclei on bright: a smear of large pale cells in gray transmitted light. */
export function drawSmear(
  random: Random,
  width: number,
  height: number,
): Drawing {
  const layout = layOut(random, width, height, {
    radius: [5, 8.5],
    elongation: [1, 1.8],
    roughness: 0.06,
    count: Math.round(between(random, 12, 26) * width * height / 65536),
    clustering: 0.12,
    overlap: 0.1,
  });
  const absorbed = absorb(random, layout);
  const soft = blur(absorbed, width, height, between(random, 0.6, 1));
  const white = between(random, 222, 240);
  const lamp = [
    between(random, -0.07, 0.07),
    between(random, -0.07, 0.07),
  ] as const;
  const light = soft.map((amount, i) => {
    const x = (i % width) / width - 0.5,
      y = Math.floor(i / width) / height - 0.5;
    return white * (1 + lamp[0] * x + lamp[1] * y) * Math.exp(-amount);
  });
  return { values: expose(light, random, 0.02, 1), layout };
}

/** How much light cells, nuclei and dirt take, as an exponent. */
function absorb(
  random: Random,
  { width, height, nuclei }: Layout,
): Float32Array {
  const absorbed = new Float32Array(width * height);
  const texture = smoothNoise(random);
  for (const { shape, pixels, distances } of nuclei) {
    if (random() < 0.9) {
      addCell(random, absorbed, width, height, shape, texture);
    }
    const amount = between(random, 0.75, 1.25);
    pixels.forEach((pixel, i) => {
      const x = pixel % width, y = Math.floor(pixel / width);
      const grain = 0.16 * texture(x / 2.4, y / 2.4 + 11);
      absorbed[pixel]! += amount * (1 + grain - 0.25 * distances[i]! ** 3);
    });
  }
  // Bacteria and grains: black, but far smaller than nuclei.
  for (let clump = Math.floor(between(random, 1, 5)); clump > 0; clump--) {
    const x = between(random, 0, width), y = between(random, 0, height);
    for (let n = Math.floor(between(random, 2, 9)); n > 0; n--) {
      const at = [
        x + between(random, -9, 9),
        y + between(random, -9, 9),
      ] as const;
      addBlob(
        absorbed,
        width,
        height,
        ...at,
        between(random, 0.7, 1.2),
        between(random, 0.4, 1.2),
      );
    }
  }
  return absorbed;
}

/** Pale cytoplasm with corners, folds and a darker edge around a nucleus. */
function addCell(
  random: Random,
  absorbed: Float32Array,
  width: number,
  height: number,
  nucleus: Shape,
  texture: (x: number, y: number) => number,
): void {
  const around = randomShape(random, {
    radius: [22, 36],
    elongation: [1, 2],
    roughness: 0.2,
  });
  const cell = {
    ...around,
    x: nucleus.x + between(random, -6, 6),
    y: nucleus.y + between(random, -6, 6),
  };
  const amount = between(random, 0.1, 0.32);
  const distanceAt = distanceFrom(cell);
  const reach = cell.long * 1.5;
  const right = Math.min(width - 1, cell.x + reach),
    bottom = Math.min(height - 1, cell.y + reach);
  for (let y = Math.max(0, Math.ceil(cell.y - reach)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.ceil(cell.x - reach)); x <= right; x++) {
      const distance = distanceAt(x, y);
      if (distance >= 1) continue;
      const edge = 0.5 * Math.exp(-(((1 - distance) / 0.035) ** 2));
      const fold = 1 - Math.abs(texture(x / 19 + cell.angle * 9, y / 11));
      const grain = 0.3 * texture(x / 2.8, y / 2.8) +
        0.35 * texture(x / 12 + 40, y / 12);
      absorbed[y * width + x]! += amount *
        (0.8 + grain + edge + 0.7 * fold ** 9) *
        Math.min(1, (1 - distance) * 25);
    }
  }
}
