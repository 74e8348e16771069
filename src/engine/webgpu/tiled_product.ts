import type { TensorInfo } from "@tensorflow/tfjs";
import type { Backend } from "./backend.ts";
import { integerUniforms, type Lanes, type Program } from "./program.ts";
import { arrange, DEPTH, GROUP, writeShader } from "./tiled_shader.ts";

/** The most workgroups along one dimension that every adapter allows. */
const MOST_GROUPS = 65535;

/**
 * A product of matrices, `result[m, n] = sum over k of a[m, k] b[k, n]`, whose
 * factors a shader finds by itself: a convolution's patches need no copy.
 */
export interface TiledProduct {
  readonly name: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Parts that the sum over k is split into, each written on its own. */
  readonly slices?: number;
  readonly outputShape: number[];
  readonly outputLanes: Lanes;
  readonly variables: readonly {
    readonly name: string;
    readonly tensor: TensorInfo;
    readonly lanes: Lanes;
  }[];
  /** Integers that the functions below read from `uniforms`. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Whether the four numbers that are fetched of `a` lie along k or along m. */
  readonly fourAlong: "k" | "m";
  /**
   * WGSL: `aAt(m, k)` and `bAt(k, n)`, which return the types `A` and `B`, one number or
   * four as the first two variables have lanes (four of `b` lie along n), and
   * are only asked for places inside of the matrices, and `indexAt(slice, m, n) -> i32`, the
   * place in the result. What they read they convert, since a float32 tensor
   * that was cast may lie in memory as integers.
   */
  readonly functions: string;
  /** WGSL for `finish(value, n)`, applied to every four sums. Default: none. */
  readonly finish?: string;
}

/** How many workgroups compute an m x n product. */
export const tilesOf = (m: number, n: number): number => {
  const { across, down } = arrange(n);
  return Math.ceil(m / (4 * down)) * Math.ceil(n / (4 * across));
};

/** Runs a product; its result is float32 in the given shape. */
export function runTiledProduct(backend: Backend, product: TiledProduct): TensorInfo {
  const { name, m, n, k, slices = 1, variables, outputShape, outputLanes } = product;
  const { across, down } = arrange(n);
  const downs = Math.ceil(m / (4 * down));
  const folds = slices > 1 ? slices : Math.ceil(downs / MOST_GROUPS);
  const lanes = variables.map((variable) => variable.lanes);
  const { fields, values } = integerUniforms({
    ...product.sizes,
    m,
    n,
    k,
    // Whole fetches, so that no slice reads what belongs to the next.
    kSlice: Math.ceil(k / slices / DEPTH) * DEPTH,
  });
  const program: Program = {
    variableNames: variables.map((variable) => variable.name),
    variableComponents: lanes,
    outputShape,
    outputComponent: outputLanes,
    workgroupSize: [GROUP, 1, 1],
    dispatchLayout: outputShape.length === 4
      ? { x: [3], y: [1, 2], z: [0] }
      : { x: [2], y: [1], z: [0] },
    dispatch: [
      Math.ceil(n / (4 * across)),
      slices > 1 ? downs : Math.ceil(downs / folds),
      folds,
    ],
    uniforms: fields,
    shaderKey: `karyon_${name}_${lanes}_${outputLanes}_${across}_${slices > 1}`,
    getUserCode: () => writeShader(product),
  };
  return backend.runWebGPUProgram(
    program,
    variables.map((variable) => variable.tensor),
    "float32",
    values,
  );
}
