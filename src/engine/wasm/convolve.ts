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
