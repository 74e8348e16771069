/**
 * The mean of some numbers.
 *
 * @throws {RangeError} if there are none: the score of no image is not a number,
 *   and a quiet NaN or 0 would end up in a table
 */
export function meanOf(values: readonly number[]): number {
  if (values.length === 0) {
    throw new RangeError("Expected at least one image to score but found none");
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
