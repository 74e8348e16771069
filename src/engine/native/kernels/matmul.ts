import { backend_util, type TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { ARGUMENT } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { Primitive } from "../onednn.ts";

/** Sizes of `[batch, rows, depth] x [batch, depth, columns]`. */
export interface MatMulSizes {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** One matrix serves the whole batch. */
  readonly sharedA?: boolean;
  readonly sharedB?: boolean;
}

/** Multiplies matrices at these addresses. */
export function runMatMul(
  native: NativeBackend,
  sizes: MatMulSizes,
  addresses: readonly [a: bigint, b: bigint, product: bigint],
): void {
  const { batch, rows, columns, depth } = sizes;
  const { transposeA = false, transposeB = false, sharedA = false, sharedB = false } =
    sizes;
  const key = `matmul ${batch} ${rows} ${columns} ${depth} ${transposeA} ${transposeB} ` +
    `${sharedA} ${sharedB}`;
  native.run(key, (builder) => {
    const a = builder.describe(
      [sharedA ? 1 : batch, rows, depth],
      transposeA ? [rows * depth, 1, rows] : [rows * depth, depth, 1],
    );
    const b = builder.describe(
      [sharedB ? 1 : batch, depth, columns],
      transposeB ? [depth * columns, 1, depth] : [depth * columns, columns, 1],
    );
    const product = builder.describe([batch, rows, columns]);
    const chosen = builder.choose(
      "a matrix product",
      (cell, engine) =>
        native.dnnl.calls.dnnl_matmul_primitive_desc_create(
          cell,
          engine,
          a,
          b,
          0n,
          product,
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.source, a],
      [ARGUMENT.weights, b],
      [ARGUMENT.destination, product],
    ]);
  }, [...addresses]);
}

interface Pair {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

function multiply(
  { a, b }: Pair,
  { transposeA, transposeB }: Attributes,
  native: NativeBackend,
): TensorInfo | undefined {
  const [heightA, widthA] = a.shape.slice(-2) as [number, number];
  const [heightB, widthB] = b.shape.slice(-2) as [number, number];
  const [rows, depth] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const columns = transposeB ? heightB : widthB;
  const depthB = transposeB ? widthB : heightB;
  if (depth !== depthB) return undefined;
  const outer = backend_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const batch = sizeOf(outer);
  const batchA = sizeOf(a.shape.slice(0, -2)), batchB = sizeOf(b.shape.slice(0, -2));
  const fits = (own: number) => own === batch || own === 1;
  const empty = batch * rows * columns * depth === 0;
  if (!areFloat(a, b) || empty || !fits(batchA) || !fits(batchB)) return undefined;
  const product = native.output([...outer, rows, columns]);
  const sizes = { batch, rows, columns, depth, transposeA, transposeB };
  runMatMul(
    native,
    { ...sizes, sharedA: batchA < batch, sharedB: batchB < batch },
    [native.address(a), native.address(b), native.address(product)],
  );
  return product;
}

/** Matrix products. */
export const MATMUL_KERNELS: readonly NativeKernel[] = [
  kernel<Pair, Attributes>("BatchMatMul", multiply),
];
