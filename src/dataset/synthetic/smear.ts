import type { Random } from "../../base/mod.ts";
import { blur } from "./blur.ts";
import { expose } from "./camera.ts";
import { scatterBlobs } from "./debris.ts";
import type { Drawing } from "./drawing.ts";
import { type Layout, layOut } from "./layout.ts";
import { between } from "./random_values.ts";
import { distanceFrom, randomShape, reachOf, type Shape } from "./shape.ts";
import { type Field, smoothNoise } from "./smooth_noise.ts";

/**
 * Dark nuclei on bright: a smear of large pale cells in gray transmitted light,
 * with the small lobed nuclei of white blood cells between them.
 */
export function drawSmear(
  random: Random,
  width: number,
  height: number,
): Drawing {
  const layout = layOut(random, width, height, {
    radius: [8, 12],
    spread: 0.15,
    elongation: [1, 1.9],
    roughness: 0.12,
    count: Math.max(4, Math.round(between(random, 3, 6.5) * width * height / 65536)),
    clustering: 0.03,
    overlap: 0.1,
    fragments: 0.4,
  });
  const absorbed = absorb(random, layout);
  const soft = blur(absorbed, width, height, between(random, 0.7, 1.1));
  const white = between(random, 224, 238);
  const [tiltX, tiltY] = [between(random, -0.05, 0.05), between(random, -0.05, 0.05)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const lamp = 1 + tiltX * (x / width - 0.5) + tiltY * (y / height - 0.5);
      soft[i] = white * lamp * Math.exp(-soft[i]!);
    }
  }
  const camera = { shot: 0.012, read: between(random, 0.5, 1.2) };
  return { values: expose(soft, width, random, camera), layout };
}

/** How much light cells, nuclei and dirt take, as an exponent. */
function absorb(
  random: Random,
  { width, height, nuclei }: Layout,
): Float32Array {
  const absorbed = new Float32Array(width * height);
  const texture = smoothNoise(random);
  for (const { shape, pixels, distances } of nuclei) {
    const isLobe = shape.long < 7;
    if (!isLobe && random() < 0.93) {
      addCell(random, absorbed, width, height, shape, texture);
    }
    const amount = isLobe ? between(random, 0.7, 1.1) : between(random, 0.45, 1);
    const radius = Math.sqrt(shape.long * shape.short);
    for (let i = 0; i < pixels.length; i++) {
      const pixel = pixels[i]!;
      const x = pixel % width, y = Math.floor(pixel / width);
      const edge = Math.min(1, Math.max(0, (1 - distances[i]!) * radius + 0.5));
      const grain = 0.18 * texture(x / 2.4, y / 2.4 + 11) + 0.1 * texture(x / 6, y / 6);
      absorbed[pixel]! += amount * edge * (1 + grain - 0.2 * distances[i]! ** 3);
    }
  }
  scatterBlobs(random, absorbed, width, height, { // bacteria and grains
    density: between(random, 0.5, 5),
    size: [0.6, 1.2],
    amount: [0.1, 0.7],
  });
  return absorbed;
}

/** Pale cytoplasm with corners, folds and a darker edge around a nucleus. */
function addCell(
  random: Random,
  absorbed: Float32Array,
  width: number,
  height: number,
  nucleus: Shape,
  texture: Field,
): void {
  const around = randomShape(random, {
    radius: [38, 75],
    elongation: [1, 2.2],
    roughness: 0.16,
    dented: 0.4,
  });
  const cell = {
    ...around,
    x: nucleus.x + between(random, -14, 14),
    y: nucleus.y + between(random, -14, 14),
  };
  const amount = between(random, 0.06, 0.3);
  const distanceAt = distanceFrom(cell);
  const [reachX, reachY] = reachOf(cell);
  const right = Math.min(width - 1, cell.x + reachX),
    bottom = Math.min(height - 1, cell.y + reachY);
  for (let y = Math.max(0, Math.ceil(cell.y - reachY)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.ceil(cell.x - reachX)); x <= right; x++) {
      const distance = distanceAt(x, y);
      if (distance >= 1) continue;
      const edge = 0.5 * Math.exp(-(((1 - distance) / 0.03) ** 2));
      const fold = 1 - Math.abs(texture(x / 34 + cell.angle * 9, y / 19));
      const grain = 0.25 * texture(x / 2.8, y / 2.8) +
        0.4 * texture(x / 14 + 40, y / 14);
      absorbed[y * width + x]! += amount *
        (0.8 + grain + edge + 0.8 * fold ** 10) *
        Math.min(1, (1 - distance) * 40);
    }
  }
}
