import { cutIntoBlocks, figuresOf, type Geometry, panelsOf } from "./geometry.ts";
import type { Team } from "./team.ts";

/** How a filter lies in memory: its first number, and steps in numbers. */
export interface FilterLayout {
  readonly address: number;
  readonly stepY: number;
  readonly stepX: number;
  readonly stepIn: number;
  readonly stepOut: number;
}

/** Where the results go: the first one, and steps in bytes. */
export interface OutputLayout {
  readonly address: number;
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

/** What is done to each sum: nothing, ReLU, or ReLU up to 6. */
export const ACTIVATIONS: Readonly<Record<string, number>> = {
  linear: 0,
  relu: 1,
  relu6: 2,
};

/** Results that lie side by side, NHWC. */
export function denseOutput(g: Geometry, address: number): OutputLayout {
  const pixel = 4 * g.outChannels, row = pixel * g.outWidth;
  return { address, pixel, row, image: row * g.outHeight };
}

/**
 * Convolves images with a filter, adds a bias and applies an activation.
 *
 * @param input address of the images, NHWC float32
 * @param bias address of one number an output channel, or 0
 * @param activation a number from `ACTIVATIONS`
 */
export function convolve(
  team: Team,
  g: Geometry,
  input: number,
  filter: FilterLayout,
  output: OutputLayout,
  bias = 0,
  activation = 0,
): void {
  const panels = panelsOf(g);
  const taps = g.filterHeight * g.filterWidth * g.inChannels;
  const packed = team.room("filter", panels * taps * 32);
  team.run("packPanel", panels, [
    ...[filter.address, packed, g.filterHeight, g.filterWidth, g.inChannels],
    ...[g.outChannels, 4 * filter.stepY, 4 * filter.stepX],
    ...[4 * filter.stepIn, 4 * filter.stepOut],
  ]);
  // Enough blocks that no thread waits long for the last one.
  const fair = Math.ceil(g.batch * g.outHeight / (4 * team.threads));
  const blocks = cutIntoBlocks(g, fair, false);
  const scratch = team.room("rows", blocks.bytes * team.threads);
  team.run("convolveBlock", g.batch * Math.ceil(g.outHeight / blocks.rows), [
    ...figuresOf(g, blocks, input, scratch),
    ...[packed, bias, output.address, output.image, output.row, output.pixel],
    activation,
  ]);
}

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
