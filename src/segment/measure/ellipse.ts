import type { NucleusSums } from "./nucleus_sums.ts";

/**
 * The ellipse with a nucleus' second central moments, as scikit-image has it: the
 * variances are those of pixel centres, without the 1/12 that a pixel's own extent
 * would add, so that a line of pixels has a minor axis of 0.
 */
export function fitEllipse({ area, sumX, sumY, sumXX, sumXY, sumYY }: NucleusSums) {
  // Multiplied by the area squared all terms are whole: equal ones cancel exactly.
  const across = area * sumXX - sumX * sumX;
  const down = area * sumYY - sumY * sumY;
  const both = area * sumXY - sumX * sumY;
  const middle = (across + down) / 2;
  const reach = Math.hypot((across - down) / 2, both);
  const larger = middle + reach;
  // The product of both is the determinant: a difference would lose small ones.
  const smaller = larger === 0 ? 0 : Math.max(0, (across * down - both * both) / larger);
  return {
    major_axis_length: 4 * Math.sqrt(larger) / area,
    minor_axis_length: 4 * Math.sqrt(smaller) / area,
    eccentricity: larger === 0 ? 0 : Math.sqrt(1 - smaller / larger),
    orientation: across === down
      ? (both > 0 ? Math.PI / 4 : -Math.PI / 4)
      : Math.atan2(2 * both, down - across) / 2,
  };
}
