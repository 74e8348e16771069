/** Small drawn images of any channels and depth with their labels; seeded. */
import { seededRandom } from "../../src/base/mod.ts";
import { createImage, type Image } from "../../src/images/mod.ts";

export interface TissueOptions {
  readonly width: number;
  readonly height: number;
  readonly channels: Image["channels"];
  readonly depth?: Image["depth"];
  /** Dark purple nuclei on a pale background instead of bright on dark. */
  readonly stained?: boolean;
  readonly seed?: number;
}

const STAINED = { nucleus: [84, 45, 120], background: [226, 196, 218] };
const PLAIN = { nucleus: [70, 70, 70], background: [12, 12, 12] };

/** Round nuclei, some of which touch, that fade into each other by three pixels. */
export function tissue(
  { width, height, channels, depth = 8, stained = false, seed = 1 }: TissueOptions,
): { image: Image; labels: Int32Array } {
  const random = seededRandom(seed);
  const image = createImage(width, height, channels, depth);
  const labels = new Int32Array(width * height);
  const discs = Array.from({ length: 14 }, () => ({
    x: random() * width,
    y: random() * height,
    r: Math.min(width, height) * (0.06 + 0.06 * random()),
  }));
  const { nucleus, background } = stained ? STAINED : PLAIN;
  // What a camera of 12 bits gives: a sixteenth of what 16 bits can hold.
  const unit = depth === 16 ? 16 : 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const depths = discs.map((disc) => disc.r - Math.hypot(x - disc.x, y - disc.y));
      const inside = Math.max(...depths);
      if (inside > 0) labels[at] = depths.indexOf(inside) + 1;
      const share = Math.min(1, Math.max(0, inside / 3 + 0.5));
      for (let c = 0; c < channels; c++) {
        const value = background[c % 3]! + share * (nucleus[c % 3]! - background[c % 3]!);
        image.data[at * channels + c] = Math.round(value) * unit;
      }
      if (image.alpha) image.data[at * channels + channels - 1] = 2 ** depth - 1;
    }
  }
  return { image, labels };
}
