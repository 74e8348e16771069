import type * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";

/** Bytes of one number by the type that it is stored as. */
const BYTES = new Map<unknown, number>([
  ["float32", 4],
  ["float16", 2],
  ["uint16", 2],
  ["uint8", 1],
  ["int32", 4],
]);

/** More numbers than any tensor of TensorFlow.js can hold. */
const TOO_MANY = 2 ** 31;

type Json = Readonly<Record<string, unknown>>;

/** Some files with the weights that they hold, one behind the other. */
export interface WeightsGroup {
  readonly paths: readonly string[];
  readonly weights: readonly tf.io.WeightsManifestEntry[];
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown) => JSON.stringify(value)?.slice(0, 100) ?? "nothing";

/** The type that an entry's numbers lie in the file as. */
export const storedType = ({ dtype, quantization }: tf.io.WeightsManifestEntry): string =>
  quantization?.dtype ?? dtype;

/** How many numbers an entry has. */
export const countNumbers = ({ shape }: tf.io.WeightsManifestEntry): number =>
  shape.reduce((size, side) => size * side, 1);

/** How long an entry is in the file. */
export const countBytes = (entry: tf.io.WeightsManifestEntry): number =>
  countNumbers(entry) * BYTES.get(storedType(entry))!;

/** What is wrong with the way an entry was quantised; undefined if nothing is. */
function faultOfQuantization({ dtype, quantization }: Json): string | undefined {
  if (quantization === undefined) return undefined;
  if (!isObject(quantization)) {
    return `quantization to be an object but found ${show(quantization)}`;
  }
  const { dtype: type, scale, min } = quantization;
  if (type === "float16") {
    return dtype === "float32"
      ? undefined
      : `float16 to stand for float32 but found ${show(dtype)}`;
  }
  if (type !== "uint8" && type !== "uint16") {
    return `quantization.dtype to be float16, uint16 or uint8 but found ${show(type)}`;
  }
  if (typeof scale !== "number" || !(scale > 0) || !Number.isFinite(scale)) {
    return `quantization.scale above 0 but found ${show(scale)}`;
  }
  if (typeof min !== "number" || !Number.isFinite(min)) {
    return `quantization.min to be a number but found ${show(min)}`;
  }
  const largest = scale * (2 ** (8 * BYTES.get(type)!) - 1) + min;
  return [min, largest].every((value) => Number.isFinite(Math.fround(value)))
    ? undefined
    : `numbers of single precision but found a scale of ${scale} from ${min}`;
}

/** What is wrong with an entry, to follow "Expected"; undefined if nothing is. */
function faultOf(entry: unknown): string | undefined {
  if (!isObject(entry) || typeof entry["name"] !== "string" || entry["name"] === "") {
    return `a name of each weight but found ${show(entry)}`;
  }
  const { name, shape, dtype } = entry;
  const isShape = Array.isArray(shape) &&
    shape.every((side) => Number.isInteger(side) && side > 0) &&
    shape.reduce((size: number, side: number) => size * side, 1) < TOO_MANY;
  if (!isShape) return `a shape of "${name}" but found ${show(shape)}`;
  if (dtype !== "float32" && dtype !== "int32") {
    return `dtype of "${name}" to be float32 or int32 but found ${show(dtype)}`;
  }
  const fault = faultOfQuantization(entry);
  return fault && `${fault} in "${name}"`;
}

/**
 * Whether a path can only lead into the folder that it is meant in: no absolute one, none
 * with `..`, no address and no backslash. Where a link leads shows only later.
 */
const staysInside = (path: unknown): boolean =>
  typeof path === "string" && path !== "" && !/^\/|[\\:\0]/.test(path) &&
  !path.split("/").includes("..");

function faultOfGroup(group: unknown): string | undefined {
  if (!isObject(group)) return `objects in weightsManifest but found ${show(group)}`;
  const { paths, weights } = group;
  if (!Array.isArray(paths) || paths.length === 0) {
    return `paths of weights but found ${show(paths)}`;
  }
  const outside = paths.find((path) => !staysInside(path));
  if (outside !== undefined) return `a file inside the folder but found ${show(outside)}`;
  if (!Array.isArray(weights)) return `a list of weights but found ${show(weights)}`;
  return weights.map(faultOf).find((fault) => fault !== undefined);
}

/**
 * Checks the part of `model.json` that says what lies in which file.
 *
 * @param path of `model.json`, for the error
 * @throws {InputError} if it is none, has a type that cannot be read, a quantisation
 *   without its numbers, a name twice, or a path that leads out of the folder
 */
export function expectManifest(manifest: unknown, path: string): WeightsGroup[] {
  if (!Array.isArray(manifest)) {
    throw new InputError(
      `Expected weightsManifest to be a list but found ${show(manifest)}`,
      { path },
    );
  }
  const fault = manifest.map(faultOfGroup).find((found) => found !== undefined);
  if (fault !== undefined) throw new InputError(`Expected ${fault}`, { path });
  const groups = manifest as WeightsGroup[];
  const names = groups.flatMap(({ weights }) => weights.map(({ name }) => name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return groups;
  throw new InputError(`Expected each weight once but found "${twice}" twice`, { path });
}
