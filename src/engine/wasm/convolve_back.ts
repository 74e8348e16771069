import { convolve } from "./convolve.ts";
import type { Geometry } from "./geometry.ts";
import type { Team } from "./team.ts";

/** Results of one remainder of places modulo the stride, and the taps that reach them. */
interface Phase {
  readonly outputs: number;
  readonly taps: number;
  /** The tap that comes first along the input. */
  readonly firstTap: number;
  /** Input places before the first that the first output needs. */
  readonly pad: number;
}

/**
 * Along one direction: results `remainder, remainder + stride, ...` of a
 * transposed convolution form a plain one, over every `stride`-th tap, turned.
 */
function findPhase(
  remainder: number,
  size: number,
  stride: number,
  dilation: number,
  filter: number,
  pad: number,
): Phase {
  const outputs = Math.max(0, Math.ceil((size - remainder) / stride));
  const taps = Array.from({ length: filter }, (_, tap) => tap)
    .filter((tap) => (remainder + pad - tap * dilation) % stride === 0);
  const firstTap = taps.at(-1) ?? 0;
  return {
    outputs,
    taps: taps.length,
    firstTap,
    pad: (firstTap * dilation - remainder - pad) / stride,
  };
}

/**
 * The gradient of a convolution with respect to its input, which is also the
 * forward pass of the transposed convolution.
 *
 * @param g the geometry of the forward convolution
 * @param dy address of the output gradient, NHWC float32
 * @param filter address of the filter, HWIO float32
 * @param dx address of the result, NHWC float32, all zero if the stride is
 *   larger than the filter
 */
export function convolveBack(
  team: Team,
  g: Geometry,
  dy: number,
  filter: number,
  dx: number,
): void {
  // TensorFlow.js allows either strides or dilations: with strides, taps that
  // reach the same results are `stride` apart.
  const tapStepY = g.strideY, tapStepX = g.strideX;
  const { inChannels, outChannels } = g;
  const tap = inChannels * outChannels;
  const pixel = 4 * inChannels, row = pixel * g.inWidth;
  for (let y = 0; y < Math.min(g.strideY, g.inHeight); y++) {
    const down = findPhase(
      y,
      g.inHeight,
      g.strideY,
      g.dilationY,
      g.filterHeight,
      g.padTop,
    );
    for (let x = 0; x < Math.min(g.strideX, g.inWidth); x++) {
      const across = findPhase(
        x,
        g.inWidth,
        g.strideX,
        g.dilationX,
        g.filterWidth,
        g.padLeft,
      );
      if (down.taps === 0 || across.taps === 0) continue;
      convolve(
        team,
        {
          batch: g.batch,
          inHeight: g.outHeight,
          inWidth: g.outWidth,
          inChannels: outChannels,
          outHeight: down.outputs,
          outWidth: across.outputs,
          outChannels: inChannels,
          filterHeight: down.taps,
          filterWidth: across.taps,
          strideY: 1,
          strideX: 1,
          dilationY: g.dilationY,
          dilationX: g.dilationX,
          padTop: down.pad,
          padLeft: across.pad,
        },
        dy,
        {
          address: filter +
            4 * tap * (down.firstTap * g.filterWidth + across.firstTap),
          stepY: -tapStepY * g.filterWidth * tap,
          stepX: -tapStepX * tap,
          stepIn: 1,
          stepOut: outChannels,
        },
        {
          address: dx + y * row + x * pixel,
          image: row * g.inHeight,
          row: row * g.strideY,
          pixel: pixel * g.strideX,
        },
      );
    }
  }
}
