import { InputError } from "../base/mod.ts";
import type { PlainWeight } from "./stored_weights.ts";

/** Whether a name, or the name of a layer, is among those of `keep`. */
export const isKept = (name: string, keep: readonly string[]): boolean =>
  keep.some((kept) => name === kept || name.startsWith(`${kept}/`));

/** @throws {InputError} if a name is of no weight and no layer */
export function expectNames(
  weights: readonly PlainWeight[],
  keep: readonly string[],
): void {
  const unknown = keep.find((name) =>
    !weights.some((weight) => isKept(weight.name, [name]))
  );
  if (unknown === undefined) return;
  throw new InputError(
    `Expected names of weights or layers, such as ${
      weights[0]?.name
    }, but found "${unknown}"`,
  );
}
