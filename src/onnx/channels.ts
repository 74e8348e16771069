import { InputError } from "../base/mod.ts";
import type { BatchShape } from "./session.ts";

/**
 * Images with a plane for each channel, as ONNX wants them.
 *
 * @param values `[batch, height, width, channels]`
 * @throws {InputError} if there are not as many values as the shape says
 */
export function toChannelsFirst(values: Float32Array, shape: BatchShape): Float32Array {
  const [batch, height, width, channels] = shape;
  const places = height * width, size = batch * places * channels;
  if (values.length !== size) {
    throw new InputError(
      `Expected ${size} values of [${shape}] but found ${values.length}`,
    );
  }
  const turned = new Float32Array(size);
  for (let image = 0; image < batch; image++) {
    const start = image * places * channels;
    for (let c = 0; c < channels; c++) {
      const plane = start + c * places;
      for (let place = 0; place < places; place++) {
        turned[plane + place] = values[start + place * channels + c]!;
      }
    }
  }
  return turned;
}

/** The way back; anything but images is given as images of one pixel. */
export function toChannelsLast(
  values: Float32Array,
  dims: readonly number[],
): { values: Float32Array; shape: BatchShape } {
  const [batch = 1, channels = 1, height = 1, width = 1] = dims;
  const shape = [batch, height, width, channels] as const;
  if (channels === 1) return { values, shape };
  // Seen as one row of channels a place, each image is turned over its diagonal again.
  return {
    values: toChannelsFirst(values, [batch, channels, 1, height * width]),
    shape,
  };
}
