/** Tables and images that look like measured ones; no random numbers. */
import { createImage } from "../../src/images/mod.ts";

/** A smooth stand-in for measured values: no random numbers, no ties. */
export function spread(
  n: number,
  from: number,
  to: number,
  power: number,
): number[] {
  return Array.from(
    { length: n },
    (_, i) => from + (to - from) * ((i + 0.5) / n) ** power,
  );
}

/** Thirty epochs that overfit after the twentieth. */
export function history(model: string, speed: number) {
  return Array.from({ length: 30 }, (_, i) => {
    const epoch = i + 1;
    const wiggle = 0.02 * Math.sin(epoch * 2.3);
    const gain = 1 - Math.exp(-epoch / speed);
    return {
      model,
      epoch,
      loss: 0.55 - 0.48 * gain,
      val_loss: 0.55 - 0.43 * gain + wiggle + 0.004 * Math.max(0, epoch - 20),
      mean_iou: 0.45 + 0.47 * gain,
      val_mean_iou: 0.45 + 0.42 * gain - wiggle -
        0.003 * Math.max(0, epoch - 20),
    };
  });
}

/** A dim image with discs, its mask, and a prediction that is off by some pixels. */
export function discs(width: number, height: number, radius: number) {
  const image = createImage(width, height, 1);
  const mask = new Uint8Array(width * height);
  const prediction = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const inside = (dx: number) =>
        Math.hypot(
          (x + dx) % (3 * radius) - 1.5 * radius,
          y % (3 * radius) - 1.5 * radius,
        ) < radius;
      mask[at] = inside(0) ? 1 : 0;
      prediction[at] = inside(Math.round(radius / 3)) ? 1 : 0;
      image.data[at] = mask[at] ? 50 : 8;
    }
  }
  return { image, mask, prediction };
}

export const SCOPE = {
  n: 65,
  split: "stage1_test",
  metric: "Mean IoU (mean over images of the two-class IoU at 0.5)",
};

export const SIZES = {
  train: [
    [256, 256, 334],
    [320, 256, 112],
    [696, 520, 92],
    [360, 360, 91],
    [1024, 1024, 16],
    [640, 512, 13],
    [1272, 603, 6],
    [347, 260, 5],
    [1388, 1040, 1],
  ],
  test: [
    [256, 256, 24],
    [680, 512, 8],
    [640, 512, 8],
    [253, 519, 4],
    [348, 524, 4],
    [348, 520, 4],
    [347, 260, 4],
    [696, 520, 4],
    [162, 519, 2],
    [161, 519, 2],
    [239, 390, 1],
  ],
} as const;
