import type { CheckedImage } from "./check_sample.ts";

/** Facts and notes of one set, as they are printed. */
export interface SetSummary {
  /** Images that can be read. */
  readonly images: number;
  readonly unreadable: number;
  /** Counts by what channels there are; `rgba`, `rgb` and `gray` even where 0. */
  readonly channels: Readonly<Record<string, number>>;
  /** RGB or RGBA images with R = G = B everywhere. */
  readonly gray_in_rgb: number;
  /** Images with a pixel that is less than opaque. */
  readonly alpha_used: number;
  /** Counts by width x height, the most frequent first. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Counts by bits a channel. */
  readonly depths: Readonly<Record<string, number>>;
  /** Images with a mask. */
  readonly masks: number;
  readonly nuclei: number;
  /** Share of nucleus pixels over the images with a mask; null without one. */
  readonly foreground:
    | { readonly mean: number; readonly least: number; readonly most: number }
    | null;
  /** How many files were converted how on reading. */
  readonly conversions: Readonly<Record<string, number>>;
  /** Sentences on what is no problem, but good to know. */
  readonly notes: readonly string[];
}

/** Puts the facts of a set's images together. */
export function summariseSet(
  images: readonly CheckedImage[],
  unreadable: number,
): SetSummary {
  const shares = images.flatMap(({ foreground }) => foreground ?? []);
  const masks = shares.length;
  const conversions = count(images.flatMap((image) => image.conversions));
  return {
    images: images.length,
    unreadable,
    channels: {
      rgba: 0,
      rgb: 0,
      gray: 0,
      ...count(images.map(({ channels }) => channels)),
    },
    gray_in_rgb: images.filter(({ grayInRgb }) => grayInRgb).length,
    alpha_used: images.filter(({ alphaUsed }) => alphaUsed).length,
    sizes: count(images.map(({ width, height }) => `${width}x${height}`)),
    depths: count(images.map(({ depth }) => `${depth}`)),
    masks,
    nuclei: images.reduce((sum, { nuclei = 0 }) => sum + nuclei, 0),
    foreground: masks === 0 ? null : {
      mean: shares.reduce((sum, share) => sum + share, 0) / masks,
      least: Math.min(...shares),
      most: Math.max(...shares),
    },
    conversions,
    notes: [
      ...(masks < images.length ? [`${images.length - masks} images have no mask`] : []),
      ...Object.entries(conversions).map(([what, files]) => `${filesOf(files)}: ${what}`),
      ...Object.entries(count(images.flatMap(({ warnings }) => warnings)))
        .map(([what, files]) => `${filesOf(files)}: ${what}`),
    ],
  };
}

const filesOf = (count: number) => count === 1 ? "1 file" : `${count} files`;

/** How often each occurs, the most frequent first. */
function count(values: readonly string[]): Record<string, number> {
  const counts = [...Map.groupBy(values, (value) => value)]
    .map(([value, all]) => [value, all.length] as const);
  return Object.fromEntries(counts.sort(([, a], [, b]) => b - a));
}
