import type { Image } from "../../images/mod.ts";
import { colourNames } from "./nucleus_row.ts";

/** Sums over the values of one channel, whole numbers as long as they stay below 2^53. */
export interface ChannelSums {
  sum: number;
  squares: number;
  least: number;
  most: number;
}

/**
 * What one pass over the pixels adds up for a nucleus. Columns and rows count from
 * its first pixel, so that sums of squares of whole numbers stay exact.
 */
export interface NucleusSums {
  readonly label: number;
  /** Column and row of its first pixel. */
  readonly x: number;
  readonly y: number;
  area: number;
  sumX: number;
  sumY: number;
  sumXX: number;
  sumXY: number;
  sumYY: number;
  /** First and last column of each row from the first, NaN where it has no pixel. */
  readonly first: number[];
  readonly last: number[];
  /** The sum of the channels first, then each channel where there are three. */
  readonly light: readonly ChannelSums[];
}

function startSums(label: number, x: number, y: number, channels: number): NucleusSums {
  return {
    label,
    x,
    y,
    area: 0,
    sumX: 0,
    sumY: 0,
    sumXX: 0,
    sumXY: 0,
    sumYY: 0,
    first: [],
    last: [],
    light: Array.from({ length: channels }, () => ({
      sum: 0,
      squares: 0,
      least: Infinity,
      most: 0,
    })),
  };
}

/** Adds the pixels `from` up to, not including, `to` of row `y`. */
function addRun(sums: NucleusSums, from: number, to: number, y: number): void {
  const row = y - sums.y;
  while (sums.first.length <= row) {
    sums.first.push(NaN);
    sums.last.push(NaN);
  }
  if (Number.isNaN(sums.first[row]!)) sums.first[row] = from;
  sums.last[row] = to - 1;
  let columns = 0, squares = 0;
  for (let x = from - sums.x; x < to - sums.x; x++) {
    columns += x;
    squares += x * x;
  }
  const count = to - from;
  sums.area += count;
  sums.sumX += columns;
  sums.sumXX += squares;
  sums.sumY += count * row;
  sums.sumXY += columns * row;
  sums.sumYY += count * row * row;
}

/** Adds the value of every `step`-th place from `start` to before `end`. */
function addChannel(
  sums: ChannelSums,
  data: Image["data"],
  { start, end, step }: { start: number; end: number; step: number },
): void {
  let sum = 0, squares = 0, { least, most } = sums;
  for (let at = start; at < end; at += step) {
    const value = data[at]!;
    sum += value;
    squares += value * value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  sums.sum += sum;
  sums.squares += squares;
  sums.least = least;
  sums.most = most;
}

/** Adds R + G + B of pixels that stand `step` values apart. */
function addColourSum(
  sums: ChannelSums,
  data: Image["data"],
  { start, end, step }: { start: number; end: number; step: number },
): void {
  for (let at = start; at < end; at += step) {
    const value = data[at]! + data[at + 1]! + data[at + 2]!;
    sums.sum += value;
    sums.squares += value * value;
    if (value < sums.least) sums.least = value;
    if (value > sums.most) sums.most = value;
  }
}

/**
 * Adds up every nucleus in one pass, run by run: a run is a row's pixels of one
 * label side by side, so that the nucleus is looked up once a run.
 *
 * @param labels row-major, 0 is background, of the image's size
 * @returns in the order of labels
 */
export function sumNuclei(labels: Int32Array, image: Image): NucleusSums[] {
  const { data, width, height, channels } = image;
  const colours = colourNames(image).length;
  const nuclei = new Map<number, NucleusSums>();
  for (let y = 0, row = 0; y < height; y++, row += width) {
    for (let from = 0, to = 0; from < width; from = to) {
      const label = labels[row + from]!;
      for (to = from + 1; to < width && labels[row + to] === label; to++);
      if (label === 0) continue;
      let sums = nuclei.get(label);
      if (sums === undefined) {
        sums = startSums(label, from, y, 1 + colours);
        nuclei.set(label, sums);
      }
      addRun(sums, from, to, y);
      const [start, end] = [(row + from) * channels, (row + to) * channels];
      if (colours === 0) {
        addChannel(sums.light[0]!, data, { start, end, step: channels });
        continue;
      }
      addColourSum(sums.light[0]!, data, { start, end, step: channels });
      for (let c = 0; c < colours; c++) {
        addChannel(sums.light[c + 1]!, data, { start: start + c, end, step: channels });
      }
    }
  }
  return [...nuclei.values()].sort((a, b) => a.label - b.label);
}
