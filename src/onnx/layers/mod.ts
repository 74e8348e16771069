import { InputError } from "../../base/mod.ts";
import { activations } from "./activations.ts";
import { attention } from "./attention.ts";
import { convolutions } from "./convolutions.ts";
import type { ConvertLayer, UsedLayer } from "./layer.ts";
import { merges } from "./merges.ts";
import { normalizations } from "./normalizations.ts";
import { rows } from "./rows.ts";
import { sizes } from "./sizes.ts";

/** How each class of layers is put into a graph. */
const converters: Readonly<Record<string, ConvertLayer>> = {
  ...convolutions,
  ...activations,
  ...normalizations,
  ...merges,
  ...sizes,
  ...rows,
  ...attention,
};

/** @throws {InputError} if the layer's class is none that a graph can have here */
export function converterOf({ name, type }: UsedLayer): ConvertLayer {
  if (Object.hasOwn(converters, type)) return converters[type]!;
  throw new InputError(
    `Expected layers of the classes ${Object.keys(converters).join(", ")} ` +
      `but found "${name}" of the class ${type}`,
  );
}
