/** Half of a Gaussian bell from its middle on, summing to 1 with its mirror image. */
function halfBell(sigma: number): Float64Array {
  const bell = Float64Array.from(
    { length: Math.ceil(3 * sigma) + 1 },
    (_, away) => Math.exp(-(away ** 2) / (2 * sigma ** 2)),
  );
  const sum = bell.reduce((total, value) => total + 2 * value, -1);
  return bell.map((value) => value / sum);
}

/**
 * One line of pixels, `step` apart. What lies beyond its ends is as at the end, so
 * that a nucleus which the border cuts stays as deep there.
 */
function smoothLine(
  values: Float32Array,
  line: Float64Array,
  bell: Float64Array,
  start: number,
  step: number,
): void {
  const reach = bell.length - 1, length = line.length - 2 * reach;
  let isEmpty = true;
  for (let i = -reach; i < length + reach; i++) {
    const value = values[start + step * Math.min(length - 1, Math.max(0, i))]!;
    if (value !== 0) isEmpty = false;
    line[i + reach] = value;
  }
  if (isEmpty) return;
  for (let i = 0; i < length; i++) {
    let sum = bell[0]! * line[i + reach]!;
    for (let away = 1; away <= reach; away++) {
      sum += bell[away]! * (line[i + reach - away]! + line[i + reach + away]!);
    }
    values[start + step * i] = sum;
  }
}

/**
 * Smooths a map with a Gaussian, along rows and then along columns.
 *
 * @param values row-major; overwritten
 * @param sigma standard deviation in pixels; 0 leaves all as it is
 */
export function smooth(
  values: Float32Array,
  width: number,
  height: number,
  sigma: number,
): void {
  if (sigma === 0 || values.length === 0) return;
  const bell = halfBell(sigma), margins = 2 * (bell.length - 1);
  const row = new Float64Array(width + margins);
  for (let y = 0; y < height; y++) smoothLine(values, row, bell, y * width, 1);
  const column = new Float64Array(height + margins);
  for (let x = 0; x < width; x++) smoothLine(values, column, bell, x, width);
}
