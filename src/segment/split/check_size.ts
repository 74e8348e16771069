import { InputError } from "../../base/mod.ts";

/** @throws {InputError} if what covers an image has another number of pixels */
export function checkSize(
  what: string,
  pixels: ArrayLike<number>,
  width: number,
  height: number,
): void {
  const whole = Number.isInteger(width) && Number.isInteger(height);
  if (whole && width >= 0 && height >= 0 && pixels.length === width * height) return;
  throw new InputError(
    `Expected ${what} of ${width} x ${height} pixels but found ${pixels.length} pixels`,
  );
}
