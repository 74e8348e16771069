import type { Image } from "../images/mod.ts";

/** How bright the pixels of an image are, in its own units, alpha left out. */
export interface Brightness {
  /** The largest value of any colour channel: 0..255, or 0..65535 at 16 bit. */
  readonly brightest: number;
  /** The mean over all pixels and colour channels. */
  readonly mean: number;
}

/** The number of channels that carry colour. */
export function colourChannels({ channels, alpha }: Image): number {
  return channels - (alpha ? 1 : 0);
}

/** One pass over the values. */
export function measureBrightness(image: Image): Brightness {
  const { data, channels } = image;
  const colours = colourChannels(image);
  let brightest = 0;
  let sum = 0;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let c = 0; c < colours; c++) {
      const value = data[pixel + c]!;
      if (value > brightest) brightest = value;
      sum += value;
    }
  }
  return { brightest, mean: sum / (data.length / channels * colours) };
}
