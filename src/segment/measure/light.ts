import type { Image } from "../../images/mod.ts";
import { colourNames } from "./nucleus_row.ts";
import type { ChannelSums, NucleusSums } from "./nucleus_sums.ts";

/** Brightness of a nucleus: of the mean of the channels, then of each colour. */
export function describeLight({ area, light }: NucleusSums, image: Image) {
  const colours = colourNames(image);
  const [all, ...each] = light;
  const most = 2 ** image.depth - 1;
  const { mean, min, max, sd } = summarize(
    all!,
    area,
    most * Math.max(1, colours.length),
  );
  const columns: { [column in `${keyof Summary}_${typeof colours[number]}`]?: number } =
    {};
  colours.forEach((colour, index) => {
    const own = summarize(each[index]!, area, most);
    columns[`mean_${colour}`] = own.mean;
    columns[`min_${colour}`] = own.min;
    columns[`max_${colour}`] = own.max;
    columns[`sd_${colour}`] = own.sd;
  });
  return {
    mean_intensity: mean,
    min_intensity: min,
    max_intensity: max,
    sd_intensity: sd,
    ...columns,
  };
}

interface Summary {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly sd: number;
}

/** @param most the sum's largest possible value, which becomes 1 */
function summarize(
  { sum, squares, least, most: brightest }: ChannelSums,
  area: number,
  most: number,
): Summary {
  const mean = sum / area;
  // Of the whole population of its pixels, not of a sample.
  const variance = Math.max(0, squares / area - mean * mean);
  return {
    mean: mean / most,
    min: least / most,
    max: brightest / most,
    sd: Math.sqrt(variance) / most,
  };
}
