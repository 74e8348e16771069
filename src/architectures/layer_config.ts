import { InputError } from "../base/mod.ts";

/** Height, width and channels. */
export type MapShape = readonly [height: number, width: number, channels: number];

/** A layer with what it takes and gives, as far as measuring it needs that. */
export interface ConfiguredLayer {
  readonly name: string;
  /** TensorFlow.js's class name. */
  readonly type: string;
  /** As `getConfig()` gives it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Shapes of its weights, in the order of `getWeights()`. */
  readonly weights: readonly (readonly number[])[];
  readonly inputs: readonly MapShape[];
  readonly output: MapShape;
}

/** A number for height and one for width, from a pair or from one for both. */
export function pairOf(
  { name, config }: ConfiguredLayer,
  key: string,
): readonly [height: number, width: number] {
  const value = config[key];
  const [height, width] = Array.isArray(value) ? value : [value, value];
  if (typeof height === "number" && typeof width === "number") return [height, width];
  throw new InputError(
    `Expected ${key} of the layer "${name}" to be one or two numbers but found ${
      JSON.stringify(value)
    }`,
  );
}

/** How many places an edge loses or gains before the first one, by axis. */
export function edgeBefore(
  { name, config }: ConfiguredLayer,
  key: string,
  axis: 0 | 1,
): number {
  const before = (config[key] as number[][] | undefined)?.[axis]?.[0];
  if (typeof before === "number") return before;
  throw new InputError(
    `Expected ${key} of the layer "${name}" to be two pairs of numbers but found ${
      JSON.stringify(config[key])
    }`,
  );
}
