import * as tf from "@tensorflow/tfjs";

/** The places before and after a fractional one, and the share of the latter. */
type Place = readonly [before: number, after: number, share: number];

/** From where each of `length` outputs along an axis comes. */
function placesOf(
  from: number,
  length: number,
  alignCorners: boolean,
  isBilinear: boolean,
): Place[] {
  const scale = alignCorners && length > 1 ? (from - 1) / (length - 1) : from / length;
  return Array.from({ length }, (_, i) => {
    const exact = i * scale;
    const before = isBilinear || !alignCorners ? Math.floor(exact) : Math.round(exact);
    if (!isBilinear) return [Math.min(before, from - 1), 0, 0];
    return [before, Math.min(Math.ceil(exact), from - 1), exact - before];
  });
}

/** Gives every output's gradient back to where the output came from. */
export function giveBack(
  images: tf.Tensor4D,
  dy: tf.Tensor4D,
  alignCorners: boolean,
  isBilinear: boolean,
): tf.Tensor {
  const [batch, height, width, channels] = images.shape;
  const [, rows, columns] = dy.shape;
  const down = placesOf(height, rows, alignCorners, isBilinear);
  const along = placesOf(width, columns, alignCorners, isBilinear);
  const values = dy.dataSync();
  const dx = new Float32Array(images.size);
  let next = 0;
  for (let b = 0; b < batch; b++) {
    for (const [top, bottom, lower] of down) {
      for (const [left, right, later] of along) {
        for (let c = 0; c < channels; c++, next++) {
          const at = (y: number, x: number) =>
            ((b * height + y) * width + x) * channels + c;
          const value = values[next]!;
          dx[at(top, left)]! += value * (1 - lower) * (1 - later);
          dx[at(top, right)]! += value * (1 - lower) * later;
          dx[at(bottom, left)]! += value * lower * (1 - later);
          dx[at(bottom, right)]! += value * lower * later;
        }
      }
    }
  }
  return tf.tensor(dx, images.shape);
}
