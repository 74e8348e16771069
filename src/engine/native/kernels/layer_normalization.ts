import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import {
  ARGUMENT,
  BACKWARD,
  FORWARD_TRAINING,
  USE_SCALE,
  USE_SHIFT,
} from "../constants.ts";
import { kernel, type NativeKernel } from "../kernel.ts";
import { type Builder } from "../builder.ts";
import { type Handle } from "../onednn.ts";
import { Primitive } from "../primitive.ts";

const SCALED = USE_SCALE | USE_SHIFT;

/** Rows that are normalised each for itself, dense. */
interface Rows {
  readonly rows: number;
  readonly columns: number;
  readonly epsilon: number;
}

function rowsOf(x: TensorInfo, epsilon: number): Rows {
  const columns = x.shape.at(-1)!;
  return { rows: sizeOf(x.shape) / columns, columns, epsilon };
}

function describe(builder: Builder, { rows, columns, epsilon }: Rows) {
  const table = builder.describe([rows, columns]);
  const statistics = builder.describe([rows]);
  const forward = builder.choose(
    "a layer normalisation",
    (cell, engine) =>
      builder.dnnl.calls.dnnl_layer_normalization_forward_primitive_desc_create(
        cell,
        engine,
        FORWARD_TRAINING,
        table,
        table,
        statistics,
        epsilon,
        SCALED,
        builder.attributes,
      ),
  );
  return { table, statistics, forward, vector: builder.describe([columns]) };
}

const keyOf = ({ rows, columns, epsilon }: Rows) => `${rows} ${columns} ${epsilon}`;

function runForward(native: NativeBackend, rows: Rows, addresses: bigint[]): void {
  native.run(`layer norm ${keyOf(rows)}`, (builder) => {
    const { table, statistics, forward, vector } = describe(builder, rows);
    return new Primitive(builder, forward, [
      [ARGUMENT.source, table],
      [ARGUMENT.destination, table],
      [ARGUMENT.mean, statistics],
      [ARGUMENT.variance, statistics],
      [ARGUMENT.scale, vector],
      [ARGUMENT.shift, vector],
    ]);
  }, addresses);
}

function chooseGradient(
  builder: Builder,
  { epsilon }: Rows,
  [table, statistics, forward]: readonly [Handle, Handle, Handle],
): Handle {
  return builder.choose(
    "a layer normalisation's gradient",
    (cell, engine) =>
      builder.dnnl.calls.dnnl_layer_normalization_backward_primitive_desc_create(
        cell,
        engine,
        BACKWARD,
        table,
        table,
        table,
        statistics,
        epsilon,
        SCALED,
        forward,
        builder.attributes,
      ),
  );
}

function runGradient(native: NativeBackend, rows: Rows, addresses: bigint[]): void {
  native.run(`layer norm gradient ${keyOf(rows)}`, (builder) => {
    const { table, statistics, forward, vector } = describe(builder, rows);
    const chosen = chooseGradient(builder, rows, [table, statistics, forward]);
    return new Primitive(builder, chosen, [
      [ARGUMENT.source, table],
      [ARGUMENT.destinationGradient, table],
      [ARGUMENT.sourceGradient, table],
      [ARGUMENT.mean, statistics],
      [ARGUMENT.variance, statistics],
      [ARGUMENT.scale, vector],
      [ARGUMENT.shift, vector],
      [ARGUMENT.scaleGradient, vector],
      [ARGUMENT.shiftGradient, vector],
    ]);
  }, addresses);
}

interface Affine {
  readonly x: TensorInfo;
  readonly scale: TensorInfo;
  readonly offset: TensorInfo;
}

interface Gradient {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly scale: TensorInfo;
}

/** Layer normalisation along the last axis, and its gradient. */
export const LAYER_NORMALIZATION_KERNELS: readonly NativeKernel[] = [
  kernel<Affine, { epsilon: number }>(
    "LayerNormTraining",
    (inputs, { epsilon }, native) => {
      const { x, scale, offset } = inputs, rows = rowsOf(x, epsilon);
      const y = native.output(x.shape);
      const [mean, variance] = [native.output([rows.rows]), native.output([rows.rows])];
      const tensors = [x, y, mean, variance, scale, offset];
      runForward(native, rows, tensors.map((tensor) => native.address(tensor)));
      return [y, mean, variance];
    },
  ),
  kernel<Gradient, { epsilon: number }>(
    "LayerNormTrainingGradient",
    ({ x, dy, mean, variance, scale }, { epsilon }, native) => {
      const rows = rowsOf(x, epsilon);
      const dx = native.output(x.shape);
      const [dScale, dOffset] = [native.output(scale.shape), native.output(scale.shape)];
      const tensors = [x, dy, dx, mean, variance, scale];
      const addresses = tensors.map((tensor) => native.address(tensor));
      runGradient(native, rows, [
        ...addresses,
        native.constant(0, rows.columns),
        native.address(dScale),
        native.address(dOffset),
      ]);
      return [dx, dScale, dOffset];
    },
  ),
];
