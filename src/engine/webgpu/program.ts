/** Three sizes: x, y, z. */
export type Sizes = [x: number, y: number, z: number];

/** A number that a shader reads from `uniforms`. */
export interface Uniform {
  readonly type: "int32" | "float32";
  readonly data: number[];
}

/** Numbers to read in a `Vector` are four neighbours at once. */
export type Lanes = 1 | 4;

/**
 * A shader as TensorFlow.js's WebGPU backend runs it: the backend declares
 * `result`, one array for each variable, the struct `uniforms` and the
 * workgroup's ids, and calls `main`.
 */
export interface Program {
  readonly variableNames: string[];
  /** Numbers that one element of each variable holds. */
  readonly variableComponents: Lanes[];
  readonly outputShape: number[];
  outputComponent: Lanes;
  readonly workgroupSize: Sizes;
  /** Which dimensions of the output go along x, y, z; only their number counts here. */
  readonly dispatchLayout: {
    readonly x: number[];
    readonly y?: number[];
    readonly z?: number[];
  };
  dispatch: Sizes;
  /** Fields of the struct, in the order of the values that are passed. */
  readonly uniforms: string;
  /** Tells apart the texts that `getUserCode` returns. */
  readonly shaderKey: string;
  /** Adds the field `size`, the number of the output's elements. */
  readonly size?: boolean;
  getUserCode(): string;
}

/** Integers for a shader: the struct's fields and their values, in one order. */
export function integerUniforms(
  values: Readonly<Record<string, number>>,
): { readonly fields: string; readonly values: Uniform[] } {
  return {
    fields: Object.keys(values).map((name) => `${name} : i32,`).join(" "),
    values: Object.values(values).map((value) => ({ type: "int32", data: [value] })),
  };
}

/** 4 where so many channels can be read four at a time. */
export const lanesOf = (channels: number): Lanes => channels % 4 === 0 ? 4 : 1;
