import { InputError, type OnProgress } from "../base/mod.ts";
import { matchNuclei, meanAveragePrecision } from "../metrics/mod.ts";
import {
  DEFAULT_SPLITTING,
  type NucleusMaps,
  splitNuclei,
  type SplitSettings,
  type SplittingMethod,
} from "../segment/mod.ts";

/** What a model says of an image whose nuclei are known. */
export interface SplittingImage {
  readonly maps: NucleusMaps;
  /** 0 for background, n for the n-th true nucleus; of the maps' size. */
  readonly labels: Int32Array;
}

/** Values to try, by setting; a method's settings start from its defaults. */
export type SplittingCandidates =
  & { readonly method?: readonly SplittingMethod[] }
  & { readonly [Name in NumberSetting]?: readonly number[] };

type NumberSetting = Exclude<keyof SplitSettings, "method">;

/** Settings that were tried, and the mean over images of the contest's score, 0..1. */
export type SplittingRow = Required<SplitSettings> & {
  readonly average_precision: number;
};

/** What {@linkcode chooseSplitting} finds. */
export interface ChosenSplitting {
  readonly settings: SplitSettings;
  /** Mean over images of the contest's average precision, 0..1. */
  readonly average_precision: number;
  /** All that was tried, in the order of trial. */
  readonly table: readonly SplittingRow[];
}

/** What is tried where {@linkcode chooseSplitting} is told nothing else. */
export const SPLITTING_CANDIDATES: Required<SplittingCandidates> = {
  method: ["components", "distance", "learned"],
  threshold: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
  seedThreshold: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95],
  smoothing: [0, 1, 2, 3],
  minSeedArea: [1, 5, 15, 30],
  minArea: [10, 20, 30, 50],
  fillHoles: [0, 50, 200],
};

/** In this order: what decides most comes first. */
const ORDER: Readonly<Record<SplittingMethod, readonly NumberSetting[]>> = {
  components: ["threshold", "minArea", "fillHoles"],
  distance: [
    "threshold",
    "seedThreshold",
    "smoothing",
    "minArea",
    "minSeedArea",
    "fillHoles",
  ],
  learned: [
    "seedThreshold",
    "threshold",
    "smoothing",
    "minSeedArea",
    "minArea",
    "fillHoles",
  ],
};

/** The second round corrects what the first one settled too early. */
const ROUNDS = 2;

/** Scores settings on images, each but once. */
function makeTrials(images: readonly SplittingImage[]) {
  const rows = new Map<string, SplittingRow>();
  const attempt = (settings: Required<SplitSettings>): SplittingRow => {
    const key = Object.values(settings).join();
    const before = rows.get(key);
    if (before) return before;
    const matches = images.map(({ maps, labels }) =>
      matchNuclei(labels, splitNuclei(maps, settings).labels)
    );
    const row = { ...settings, average_precision: meanAveragePrecision(matches) };
    rows.set(key, row);
    return row;
  };
  return { rows, attempt };
}

/** A method's defaults, or of what is to be tried what is nearest to one. */
function startOf(
  method: SplittingMethod,
  values: Required<SplittingCandidates>,
): Required<SplitSettings> {
  const start = { smoothing: 0, ...DEFAULT_SPLITTING[method] };
  for (const name of ORDER[method]) {
    const away = (value: number) => Math.abs(value - start[name]);
    const [nearest] = values[name].toSorted((a, b) => away(a) - away(b));
    if (nearest !== undefined) start[name] = nearest;
  }
  return start;
}

/** The methods that all of the images allow. */
function listMethods(
  images: readonly SplittingImage[],
  wanted: readonly SplittingMethod[],
): SplittingMethod[] {
  const isLearned = images.every(({ maps }) => maps.border || maps.distance);
  return wanted.filter((method) => method !== "learned" || isLearned);
}

/**
 * Chooses how a model's nuclei are split: by the mean over images of the contest's
 * average precision, on images that the model is validated on. Each method's settings
 * are searched one after the other, each with the best of the others so far, twice
 * (coordinate search): a few dozen trials in place of thousands. Among equals the
 * first one tried is chosen, and methods are tried in the order given. `learned` is left
 * out where an image has nucleus alone.
 *
 * @param images at least one, held in memory; not those that the model is tested on
 * @param candidates values to try; {@linkcode SPLITTING_CANDIDATES} where left out
 * @param onProgress `done` of `total` steps, and the best score so far
 * @throws {InputError} if there is no image or no method to try, or splitting refuses
 *   an image or a setting
 *
 * @example
 * ```ts
 * import { chooseSplitting } from "#karyon";
 * const maps = { width: 4, height: 1, nucleus: Float32Array.of(0.9, 0.4, 0.9, 0.9) };
 * const labels = Int32Array.of(1, 0, 2, 2);
 * const { settings, table } = await chooseSplitting([{ maps, labels }], {
 *   method: ["components"],
 *   threshold: [0.3, 0.5],
 *   minArea: [1],
 * });
 * if (settings.threshold !== 0.5 || table.length < 2) throw new Error();
 * ```
 */
export async function chooseSplitting(
  images: readonly SplittingImage[],
  candidates: SplittingCandidates = {},
  onProgress?: OnProgress,
): Promise<ChosenSplitting> {
  const values = { ...SPLITTING_CANDIDATES, ...candidates };
  const methods = listMethods(images, values.method);
  if (images.length === 0 || methods.length === 0) {
    throw new InputError(
      `Expected images and a method that they allow but found ${images.length} images and ${
        methods.join(", ") || "no method"
      }`,
    );
  }
  const stepsOf = (method: SplittingMethod) =>
    ORDER[method].reduce((sum, name) => sum + values[name].length, 0) * ROUNDS;
  const total = methods.reduce((sum, method) => sum + stepsOf(method), 0);
  const { rows, attempt } = makeTrials(images);
  let done = 0, best: SplittingRow | undefined;
  for (const method of methods) {
    let here = attempt(startOf(method, values));
    for (const name of Array(ROUNDS).fill(ORDER[method]).flat() as NumberSetting[]) {
      const { average_precision: _, ...settings } = here;
      for (const value of values[name]) {
        const row = attempt({ ...settings, [name]: value });
        if (row.average_precision > here.average_precision) here = row;
        const sofar = Math.max(here.average_precision, best?.average_precision ?? 0);
        onProgress?.(++done, total, `best ${sofar.toFixed(3)}`);
        // A turn for progress bars and stop buttons.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    if (!best || here.average_precision > best.average_precision) best = here;
  }
  const { average_precision, ...settings } = best!;
  return { settings, average_precision, table: [...rows.values()] };
}
