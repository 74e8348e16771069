import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";

function fill(
  native: NativeBackend,
  shape: readonly number[],
  value: number,
): TensorInfo {
  const made = native.output(shape);
  native.bufferOf(made).floats(sizeOf(shape)).fill(value);
  return made;
}

/** Kernels that make tensors, or only look at one in another way. */
export const MAKING_KERNELS: readonly NativeKernel[] = [
  kernel<{ x: TensorInfo }>("Identity", ({ x }, _, native) => native.copy(x, x.shape)),
  kernel<{ x: TensorInfo }, { shape: number[] }>(
    "Reshape",
    ({ x }, { shape }, native) => {
      const length = sizeOf(x.shape);
      const wanted = util.inferFromImplicitShape(shape, length);
      if (sizeOf(wanted) !== length || x.dtype === "complex64") return undefined;
      return native.copy(x, wanted);
    },
  ),
  kernel<{ input: TensorInfo }, { dim: number }>(
    "ExpandDims",
    ({ input }, { dim }, native) => {
      // Both parts of a complex tensor have a shape of their own.
      if (input.dtype === "complex64") return undefined;
      const { shape } = input;
      if (dim > shape.length || dim < -shape.length - 1) return undefined;
      return native.copy(
        input,
        shape.toSpliced(dim < 0 ? dim + shape.length + 1 : dim, 0, 1),
      );
    },
  ),
  kernel<unknown, { shape: number[]; value: number; dtype: DataType }>(
    "Fill",
    (_, { shape, value, dtype }, native) => {
      const type = dtype ?? util.inferDtype(value);
      return type === "float32" ? fill(native, shape, value) : undefined;
    },
  ),
  kernel<{ x: TensorInfo }>(
    "ZerosLike",
    ({ x }, _, native) => areFloat(x) ? fill(native, x.shape, 0) : undefined,
  ),
  kernel<{ x: TensorInfo }>(
    "OnesLike",
    ({ x }, _, native) => areFloat(x) ? fill(native, x.shape, 1) : undefined,
  ),
  kernel<{ x: TensorInfo }, { dtype: DataType }>("Cast", ({ x }, { dtype }, native) => {
    if (dtype === x.dtype) return native.copy(x, x.shape);
    if (dtype !== "float32" || (x.dtype !== "bool" && x.dtype !== "int32")) {
      return undefined;
    }
    // A copy: TensorFlow.js's own would share the integers under a float tensor.
    const y = native.output(x.shape);
    const values = native.valuesOf(x).values as ArrayLike<number>;
    native.bufferOf(y).floats(sizeOf(x.shape)).set(values);
    return y;
  }),
];
