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
