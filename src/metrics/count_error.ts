import { expectImages, meanOf } from "./mean.ts";

/** How many nuclei there are, and how many were predicted. */
export interface NucleusCounts {
  readonly truthCount: number;
  readonly predictionCount: number;
}

/** How far counts are off. */
export type CountError = {
  /** Predicted minus true: above 0 where too many were predicted. */
  readonly signed: number;
  /** Without its sign. */
  readonly absolute: number;
  /** `absolute` over the true number, or over 1 where there is no true nucleus. */
  readonly relative: number;
};

/**
 * The error of the number of nuclei in one image. It says nothing of where they
 * are: as many invented as missed make a count without error.
 *
 * @param counts such as a match from {@link matchNuclei}
 *
 * @example
 * ```ts
 * import { countError } from "#karyon";
 * const { signed, relative } = countError({ truthCount: 8, predictionCount: 6 });
 * if (signed !== -2 || relative !== 0.25) throw new Error();
 * ```
 */
export function countError({ truthCount, predictionCount }: NucleusCounts): CountError {
  const signed = predictionCount - truthCount;
  const absolute = Math.abs(signed);
  return { signed, absolute, relative: absolute / Math.max(1, truthCount) };
}

/**
 * The mean over images of each {@link countError}: `signed` is the bias, in which
 * images with too many and with too few make up for each other; the other two are
 * how far the count of one image is off.
 *
 * @param counts one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { meanCountError } from "#karyon";
 * const { signed, absolute } = meanCountError([
 *   { truthCount: 8, predictionCount: 6 },
 *   { truthCount: 2, predictionCount: 4 },
 * ]);
 * if (signed !== 0 || absolute !== 2) throw new Error();
 * ```
 */
export function meanCountError(counts: readonly NucleusCounts[]): CountError {
  const errors = counts.map(countError);
  const over = (name: keyof CountError) => meanOf(errors.map((error) => error[name]));
  return {
    signed: over("signed"),
    absolute: over("absolute"),
    relative: over("relative"),
  };
}

/**
 * The {@link countError} of all nuclei of a set together: images with too many and
 * with too few make up for each other, and crowded images count more.
 *
 * @param counts one an image
 * @throws {RangeError} if there is no image
 *
 * @example
 * ```ts
 * import { pooledCountError } from "#karyon";
 * const { relative } = pooledCountError([
 *   { truthCount: 8, predictionCount: 6 },
 *   { truthCount: 2, predictionCount: 3 },
 * ]);
 * if (relative !== 0.1) throw new Error();
 * ```
 */
export function pooledCountError(counts: readonly NucleusCounts[]): CountError {
  expectImages(counts);
  const total = (name: keyof NucleusCounts) =>
    counts.reduce((sum, one) => sum + one[name], 0);
  return countError({
    truthCount: total("truthCount"),
    predictionCount: total("predictionCount"),
  });
}
