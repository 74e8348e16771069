import { InputError } from "../base/mod.ts";

/**
 * What stands between a convolution and its activation: nothing, or batch
 * normalisation (Ioffe, Szegedy, 2015), which then takes the place of the
 * convolution's bias.
 */
export type NetworkNormalization = "none" | "batch";

/** The names of what {@linkcode NetworkNormalization} allows. */
export const networkNormalizations: readonly NetworkNormalization[] = ["none", "batch"];

/** @throws {InputError} if there is no such normalisation */
export function expectNormalization(value: string): void {
  if ((networkNormalizations as readonly string[]).includes(value)) return;
  throw new InputError(
    `Expected normalization to be one of ${
      networkNormalizations.join(", ")
    } but found "${value}"`,
  );
}
