import { InputError } from "../../base/mod.ts";

/**
 * How a mask becomes single nuclei:
 *
 * - `components`: pixels that share an edge are one nucleus
 * - `distance`: by shape alone; nuclei are parted where the mask has a waist
 * - `learned`: by the maps of a model that learned where nuclei meet or where their
 *   middles are
 */
export const SPLITTING_METHODS = ["components", "distance", "learned"] as const;

/** One of {@linkcode SPLITTING_METHODS}. */
export type SplittingMethod = typeof SPLITTING_METHODS[number];

/** What {@linkcode splitNuclei} goes by; a model's card may hold it as `splitting`. */
export interface SplitSettings {
  readonly method: SplittingMethod;
  /** Pixels whose probability of nucleus is above it are nucleus; 0..1. */
  readonly threshold: number;
  /**
   * Where a nucleus' seed is; 0..1. A larger one parts more nuclei, and loses shallow ones
   * in `learned`.
   *
   * - `learned`: the seed map, `distance` (or `nucleus`) times 1 - `border`, is above it
   * - `distance`: two middles are two nuclei if the waist between them is narrower than
   *   this share of the smaller one's depth
   */
  readonly seedThreshold: number;
  /** Seeds of fewer pixels are none. */
  readonly minSeedArea: number;
  /** Nuclei of fewer pixels are background. */
  readonly minArea: number;
  /** Holes inside one nucleus of up to so many pixels are filled; 0 fills none. */
  readonly fillHoles: number;
  /**
   * Standard deviation in pixels of the Gaussian that the depths (`distance`) or the
   * seed map (`learned`) are smoothed with; 0, the default, smooths nothing.
   */
  readonly smoothing?: number;
}

/** What to begin with, for want of settings chosen on images like one's own. */
export const DEFAULT_SPLITTING: Readonly<Record<SplittingMethod, SplitSettings>> = {
  components: {
    method: "components",
    threshold: 0.5,
    seedThreshold: 0.5,
    minSeedArea: 1,
    minArea: 10,
    fillHoles: 50,
  },
  distance: {
    method: "distance",
    threshold: 0.5,
    seedThreshold: 0.85,
    minSeedArea: 1,
    minArea: 10,
    fillHoles: 50,
    smoothing: 1,
  },
  learned: {
    method: "learned",
    threshold: 0.5,
    seedThreshold: 0.5,
    minSeedArea: 5,
    minArea: 10,
    fillHoles: 50,
  },
};

/** Sizes above are no nuclei's, and would only hide a slip. */
const LARGEST_AREA = 2 ** 31 - 1, LARGEST_SMOOTHING = 100;

/**
 * Checks settings, such as those of a card.
 *
 * @throws {InputError} if one is missing or out of its range; names it
 *
 * @example
 * ```ts
 * import { checkSplitting, DEFAULT_SPLITTING } from "#karyon";
 * checkSplitting(DEFAULT_SPLITTING.learned);
 * ```
 */
export function checkSplitting(settings: SplitSettings): void {
  const expect = (name: keyof SplitSettings, range: string, isRight: boolean) => {
    if (isRight) return;
    throw new InputError(
      `Expected ${name} of the splitting to be ${range} but found ${
        JSON.stringify(settings[name])
      }`,
    );
  };
  const lies = (value: unknown, low: number, high: number) =>
    typeof value === "number" && value >= low && value <= high;
  const { method, smoothing = 0 } = settings;
  expect("method", SPLITTING_METHODS.join(", "), SPLITTING_METHODS.includes(method));
  expect("smoothing", `0..${LARGEST_SMOOTHING}`, lies(smoothing, 0, LARGEST_SMOOTHING));
  for (const name of ["threshold", "seedThreshold"] as const) {
    expect(name, "0..1", lies(settings[name], 0, 1));
  }
  for (const name of ["minSeedArea", "minArea", "fillHoles"] as const) {
    const value = settings[name];
    const isArea = Number.isInteger(value) && lies(value, 0, LARGEST_AREA);
    expect(name, "a whole number of pixels", isArea);
  }
}
