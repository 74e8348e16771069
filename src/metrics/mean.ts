/**
 * @throws {RangeError} if there is no image: the score of none is not a number, and
 *   a quiet NaN or 0 would end up in a table
 */
export function expectImages(images: readonly unknown[]): void {
  if (images.length === 0) {
    throw new RangeError("Expected at least one image to score but found none");
  }
}

/**
 * The mean of some numbers, one an image.
 *
 * @throws {RangeError} if there are none
 */
export function meanOf(values: readonly number[]): number {
  expectImages(values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
