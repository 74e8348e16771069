/** Checks of what a person sets, shared by the classical methods. */
import { InputError } from "../../base/mod.ts";

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

/** @throws {InputError} if an image's plane does not hold `width * height` values */
export function checkPlane(values: ArrayLike<number>, width: number, height: number) {
  checkInteger("the width", width, 1);
  checkInteger("the height", height, 1);
  if (values.length !== width * height) {
    throw new InputError(
      `Expected ${width} x ${height} = ${
        width * height
      } values but found ${values.length}`,
    );
  }
}
