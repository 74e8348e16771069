import type { Random } from "../../base/mod.ts";
import { between, scaleBetween } from "./random_values.ts";
import { smoothNoise } from "./smooth_noise.ts";

/** Adds the faint fibres of long cells, along one direction that drifts. */
export function addStreaks(
  random: Random,
  plane: Float32Array,
  width: number,
  height: number,
): void {
  const noise = smoothNoise(random);
  const turn = between(random, 0, Math.PI);
  const cos = Math.cos(turn), sin = Math.sin(turn);
  const amount = scaleBetween(random, 0.02, 0.16);
  const long = 1 / between(random, 40, 110), wide = 1 / between(random, 5, 14);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const bend = 14 * noise(x / 70 + 20, y / 70);
      const along = (x * cos + y * sin) * long,
        across = (y * cos - x * sin + bend) * wide;
      const fibre = noise(along, across);
      const body = noise(along + 30, across / 4 + 5);
      if (fibre > 0 && body > -0.2) plane[i]! += amount * fibre * fibre * (body + 0.2);
    }
  }
}

/** Adds a long bright fibre that lies across the image: dirt, with no label. */
export function addFibre(
  random: Random,
  plane: Float32Array,
  width: number,
  height: number,
): void {
  const noise = smoothNoise(random);
  const turn = between(random, 0, Math.PI);
  const cos = Math.cos(turn), sin = Math.sin(turn);
  const middleX = between(random, 0, width), middleY = between(random, 0, height);
  const half = scaleBetween(random, 3, 18), amount = scaleBetween(random, 0.5, 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const away = (y - middleY) * cos - (x - middleX) * sin;
      if (Math.abs(away) > half + 12) continue;
      const along = ((x - middleX) * cos + (y - middleY) * sin) / 60;
      const inside = half - Math.abs(away + 12 * noise(along, 3));
      if (inside <= 0) continue;
      const grain = 1 + 0.3 * noise(along * 4, away / 3);
      plane[i]! += amount * grain * Math.min(1, inside / 2);
    }
  }
}
