/** What the two-sample test of Kolmogorov and Smirnov says. */
export interface KolmogorovSmirnov {
  /** Largest distance of the two distribution functions, 0..1. */
  readonly d: number;
  /** Probability, 0..1, of that or more between two samples of one distribution. */
  readonly p: number;
}

/** The largest |i n - j m| over all values, with i and j the numbers up to a value. */
function largestGap(first: Float64Array, second: Float64Array): number {
  const [m, n] = [first.length, second.length];
  let gap = 0;
  for (let i = 0, j = 0; i < m && j < n;) {
    const value = Math.min(first[i]!, second[j]!);
    while (i < m && first[i] === value) i++;
    while (j < n && second[j] === value) j++;
    gap = Math.max(gap, Math.abs(i * n - j * m));
  }
  return gap;
}

/**
 * The probability that a walk through all m + n values, drawn without putting back,
 * ever gets to a gap of `gap` or more.
 */
function chanceOf(gap: number, m: number, n: number): number {
  if (gap === 0) return 1;
  // inside[j]: the probability to be at (i, j) and never to have left.
  const inside = new Float64Array(n + 1);
  let left = 0;
  for (let i = 0; i <= m; i++) {
    for (let j = 0; j <= n; j++) {
      const remaining = m - i + n - j + 1;
      const fromFirst = i > 0 ? inside[j]! * (m - i + 1) / remaining : 0;
      const fromSecond = j > 0 ? inside[j - 1]! * (n - j + 1) / remaining : 0;
      const here = i + j === 0 ? 1 : fromFirst + fromSecond;
      const outside = Math.abs(i * n - j * m) >= gap;
      if (outside) left += here;
      inside[j] = outside ? 0 : here;
    }
  }
  return Math.min(left, 1);
}

/**
 * Compares two samples by the largest distance of their distribution functions.
 *
 * `p` is exact where no two values are the same, by counting the orders in which
 * the two can be mixed (J. L. Hodges, "The significance probability of the Smirnov
 * two-sample test", Arkiv för Matematik 3, 1958); ties make it a little too large.
 * The time goes with the product of the two lengths.
 *
 * @param first one value or more, all finite
 * @param second likewise
 * @throws {RangeError} if there is no value
 *
 * @example
 * ```ts
 * import { kolmogorovSmirnov } from "#karyon";
 * const { d, p } = kolmogorovSmirnov([1, 2, 3, 4], [3.5, 5, 6, 7]);
 * if (d !== 0.75 || Math.abs(p - 16 / 70) > 1e-12) throw new Error(`${d} ${p}`);
 * ```
 */
export function kolmogorovSmirnov(
  first: readonly number[],
  second: readonly number[],
): KolmogorovSmirnov {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) {
    throw new RangeError(
      `Expected a value or more in both samples but found ${m} and ${n}`,
    );
  }
  const gap = largestGap(
    Float64Array.from(first).sort(),
    Float64Array.from(second).sort(),
  );
  return { d: gap / (m * n), p: chanceOf(gap, m, n) };
}
