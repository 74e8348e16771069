import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import {
  type Image,
  type Normalization,
  normalizeIntensity,
  valuesForNetwork,
} from "../images/mod.ts";
import { networkMultiple } from "./network_multiple.ts";

/** Values of an image or of a part of it, row-major. */
interface Values {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** How an image too large for one piece is cut; pixels. */
export interface NativeOptions {
  /** Images of more pixels are cut into pieces. Default 2^21, about 1450 x 1450. */
  readonly most?: number;
  /** Along each side of a piece, without its margin. Default 1024. */
  readonly piece?: number;
  /** What a piece sees of its neighbours and does not predict. Default 128. */
  readonly margin?: number;
}

/** The brightness is normalised over the whole image, whatever is cut later. */
function prepareNative(image: Image, normalization: Normalization): Values {
  const { width, height } = image;
  const values = valuesForNetwork(image, normalization);
  return { data: normalizeIntensity(values, normalization), width, height };
}

/** Goes on beyond the border as in a mirror that stands on the last pixel. */
function mirrored(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const at = index % period;
  return at < length ? at : period - at;
}

/** A rectangle of an image, filled up at right and bottom by mirroring. */
function cutPadded(
  { data, width, height }: Values,
  [left, top]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
): Float32Array {
  const cut = new Float32Array(toWidth * toHeight * 3);
  const columns = Array.from(
    { length: toWidth },
    (_, x) => 3 * mirrored(left + x, width),
  );
  let to = 0;
  for (let y = 0; y < toHeight; y++) {
    const row = 3 * width * mirrored(top + y, height);
    for (const column of columns) {
      cut[to++] = data[row + column]!;
      cut[to++] = data[row + column + 1]!;
      cut[to++] = data[row + column + 2]!;
    }
  }
  return cut;
}

/** A stretch of one axis: what is predicted, and what is seen for that. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly seenFrom: number;
  readonly seenTo: number;
}

function stretches(length: number, piece: number, margin: number): Stretch[] {
  return Array.from({ length: Math.ceil(length / piece) }, (_, index) => {
    const from = index * piece, to = Math.min(length, from + piece);
    const seenFrom = Math.max(0, from - margin), seenTo = Math.min(length, to + margin);
    return { from, to, seenFrom, seenTo };
  });
}

/**
 * Runs a network over one image at the image's own size: its values normalised
 * over the whole image, filled up by mirroring at right and bottom to sizes that
 * the network takes, the result cropped.
 *
 * A very large image goes through in overlapping pieces, so that memory lasts.
 * Where the network looks no farther than the margin, the result is the same as
 * in one piece.
 *
 * @returns `width * height` probabilities in 0..1, row-major
 * @throws {InputError} if the network takes one size only
 */
export async function predictNative(
  network: tf.LayersModel,
  image: Image,
  normalization: Normalization,
  { most = 2 ** 21, piece = 1024, margin = 128 }: NativeOptions = {},
): Promise<Float32Array> {
  const [, fixedHeight, fixedWidth] = network.inputs[0]!.shape;
  if (fixedHeight !== null || fixedWidth !== null) {
    throw new InputError(
      `Expected a network for images of any size but found one for ${fixedWidth} x ${fixedHeight}`,
    );
  }
  const { width, height } = image;
  const values = prepareNative(image, normalization);
  const multiple = networkMultiple(network);
  const whole = (length: number) => Math.ceil(length / multiple) * multiple;
  // Whole multiples, so that every piece has its pooling windows where the image has.
  const [along, around] = width * height <= most
    ? [Math.max(width, height), 0]
    : [whole(piece), whole(margin)];
  const probabilities = new Float32Array(width * height);
  for (const y of stretches(height, along, around)) {
    for (const x of stretches(width, along, around)) {
      const size = [whole(x.seenTo - x.seenFrom), whole(y.seenTo - y.seenFrom)] as const;
      const input = cutPadded(values, [x.seenFrom, y.seenFrom], size);
      const output = tf.tidy(() =>
        network.predict(tf.tensor4d(input, [1, size[1], size[0], 3])) as tf.Tensor
      );
      const seen = await output.data() as Float32Array;
      output.dispose();
      for (let row = y.from; row < y.to; row++) {
        const start = (row - y.seenFrom) * size[0] + x.from - x.seenFrom;
        probabilities.set(
          seen.subarray(start, start + x.to - x.from),
          row * width + x.from,
        );
      }
    }
  }
  return probabilities;
}
