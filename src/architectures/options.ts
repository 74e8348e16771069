import { InputError } from "../base/mod.ts";

/** @throws {InputError} if one of the values is not a natural number */
export function expectNaturals(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new InputError(
        `Expected ${name} to be an integer greater than 0 but found ${value}`,
      );
    }
  }
}

/** @throws {InputError} if one of the values is no share above 0 and up to 1 */
export function expectShare(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && value <= 1)) {
      throw new InputError(
        `Expected ${name} to be above 0 and at most 1 but found ${value}`,
      );
    }
  }
}
