/** Checks of sizes, and of what a person sets, that the functions of this room share. */
import { InputError } from "../base/mod.ts";

/** @throws {InputError} if the value is not a number from `least` to `most` */
export function checkNumber(
  name: string,
  value: number,
  least: number,
  most = Infinity,
): void {
  if (!(value >= least && value <= most && Number.isFinite(value))) {
    const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
    throw new InputError(`Expected ${name} to be a number ${range} but found ${value}`);
  }
}

/** @throws {InputError} if the value is not an integer of `least` or more */
export function checkInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InputError(
      `Expected ${name} to be an integer of ${least} or more but found ${value}`,
    );
  }
}

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
    `Expected ${what} of ${width} x ${height} = ${
      width * height
    } pixels but found ${pixels.length}`,
  );
}

/** @throws {InputError} if an image's plane does not hold `width * height` values */
export function checkPlane(values: ArrayLike<number>, width: number, height: number) {
  checkInteger("the width", width, 1);
  checkInteger("the height", height, 1);
  checkSize("a plane", values, width, height);
}
