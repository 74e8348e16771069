import type { Random } from "../../base/mod.ts";
import { between, scaleBetween } from "./random_values.ts";
import { type Field, smoothNoise } from "./smooth_noise.ts";

/** A field of 0..1 with islands of a random size: where nuclei are at home. */
export function patches(random: Random): Field {
  const noise = smoothNoise(random);
  const size = scaleBetween(random, 40, 160);
  const level = between(random, -0.2, 0.4);
  return (x, y) => {
    const height = noise(x / size, y / size) +
      0.4 * noise(x / size * 2 + 9, y / size * 2);
    return Math.min(Math.max((height + level) * 4, 0.02), 1);
  };
}
