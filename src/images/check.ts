/** Checks of sizes that the functions of this room share. */

/** @throws {RangeError} if the value is not an integer greater than 0 */
export function checkSize(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(
      `Expected ${name} to be an integer greater than 0 but found ${value}`,
    );
  }
}

/** @throws {RangeError} if an array does not hold `expected` values */
export function checkLength(
  name: string,
  length: number,
  expected: number,
): void {
  if (length !== expected) {
    throw new RangeError(
      `Expected ${name} to hold ${expected} values but found ${length}`,
    );
  }
}
