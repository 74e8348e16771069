import { backend_util, type TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import { ARGUMENT, F32, type Format } from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { denseStrides } from "../onednn.ts";
import { Primitive } from "../primitive.ts";

/** Sizes of `[...batch, rows, depth] x [...batch, depth, columns]`. */
export interface MatMulSizes {
  /** One or more axes; where a matrix serves a whole axis, its own size there is 1. */
  readonly batch: number | readonly number[];
  readonly batchA?: readonly number[];
  readonly batchB?: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Of both factors; the product always is float32. */
  readonly format?: Format;
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
  const { rows, columns, depth, transposeA = false, transposeB = false } = sizes;
  const { format = F32 } = sizes;
  const batch = [sizes.batch].flat() as number[];
  const one = batch.map(() => 1);
  const batchA = sizes.batchA ?? (sizes.sharedA ? one : batch);
  const batchB = sizes.batchB ?? (sizes.sharedB ? one : batch);
  const key = `matmul ${batch} ${batchA} ${batchB} ${rows} ${columns} ${depth} ` +
    `${transposeA} ${transposeB} ${format}`;
  native.run(key, (builder) => {
    const describe = (
      outer: readonly number[],
      [height, width]: readonly [number, number],
      isTransposed: boolean,
    ) => {
      const outerStrides = denseStrides([...outer, height, width]).slice(0, outer.length);
      const inner = isTransposed ? [1, height] : [width, 1];
      return builder.describe(
        [...outer, height, width],
        [...outerStrides, ...inner],
        format,
      );
    };
    const a = describe(batchA, [rows, depth], transposeA);
    const b = describe(batchB, [depth, columns], transposeB);
    const product = builder.describe([...batch, rows, columns]);
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

/** Rows, columns and depth from which halved factors are faster. */
const LARGE = 64;

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
  const empty = sizeOf(outer) * rows * columns * depth === 0;
  if (!areFloat(a, b) || empty) return undefined;
  const product = native.output([...outer, rows, columns]);
  // Small products gain nothing: their conversion costs more.
  const format = Math.min(rows, columns, depth) < LARGE ? F32 : native.activations;
  const pad = (shape: readonly number[]) => [
    ...new Array<number>(1 + outer.length - (shape.length - 2)).fill(1),
    ...shape.slice(0, -2),
  ];
  runMatMul(
    native,
    {
      batch: [1, ...outer],
      batchA: pad(a.shape),
      batchB: pad(b.shape),
      rows,
      columns,
      depth,
      transposeA,
      transposeB,
      format,
    },
    [native.address(a, format), native.address(b, format), native.address(product)],
  );
  return product;
}

/** Matrix products. */
export const MATMUL_KERNELS: readonly NativeKernel[] = [
  kernel<Pair, Attributes>("BatchMatMul", multiply),
];
