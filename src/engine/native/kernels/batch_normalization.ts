import type { TensorInfo } from "@tensorflow/tfjs";
import { type NativeBackend, sizeOf } from "../backend.ts";
import {
  ARGUMENT,
  BACKWARD,
  BF16,
  F32,
  type Format,
  FORWARD_INFERENCE,
  FORWARD_TRAINING,
  USE_GIVEN_STATISTICS,
  USE_SCALE,
  USE_SHIFT,
} from "../constants.ts";
import { areFloat, kernel, type NativeKernel } from "../kernel.ts";
import { type Builder } from "../builder.ts";
import { type Handle } from "../onednn.ts";
import { Primitive } from "../primitive.ts";

/** What is normalised: each channel of images in one format. */
interface Normalization {
  readonly shape: readonly number[];
  readonly format: Format;
  readonly epsilon: number;
}

const SCALED = USE_SCALE | USE_SHIFT;

function describe(builder: Builder, { shape, format }: Normalization) {
  const channels = shape.at(-1)!;
  const [batch, pixels] = shape.length > 2
    ? [shape[0]!, sizeOf(shape.slice(1, -1))]
    : [sizeOf(shape) / channels, 1];
  return {
    images: builder.describe(
      [batch, channels, 1, pixels],
      [pixels * channels, 1, pixels * channels, channels],
      format,
    ),
    vector: builder.describe([channels], [1]),
  };
}

function chooseForward(
  builder: Builder,
  { epsilon }: Normalization,
  images: Handle,
  purpose: number,
  flags: number,
): Handle {
  return builder.choose(
    "a batch normalisation",
    (cell, engine) =>
      builder.dnnl.calls.dnnl_batch_normalization_forward_primitive_desc_create(
        cell,
        engine,
        purpose,
        images,
        images,
        epsilon,
        flags,
        builder.attributes,
      ),
  );
}

const keyOf = ({ shape, format, epsilon }: Normalization) =>
  `${shape} ${format} ${epsilon}`;

/** Normalises with given statistics, or with the images' own, which it then returns. */
function runForward(
  native: NativeBackend,
  normalization: Normalization,
  addresses: bigint[],
  isTraining: boolean,
): void {
  native.run(`batch norm ${keyOf(normalization)} ${isTraining}`, (builder) => {
    const { images, vector } = describe(builder, normalization);
    const chosen = isTraining
      ? chooseForward(builder, normalization, images, FORWARD_TRAINING, SCALED)
      : chooseForward(
        builder,
        normalization,
        images,
        FORWARD_INFERENCE,
        SCALED | USE_GIVEN_STATISTICS,
      );
    return new Primitive(builder, chosen, [
      [ARGUMENT.source, images],
      [ARGUMENT.destination, images],
      [ARGUMENT.mean, vector],
      [ARGUMENT.variance, vector],
      [ARGUMENT.scale, vector],
      [ARGUMENT.shift, vector],
    ]);
  }, addresses);
}

function runGradient(
  native: NativeBackend,
  normalization: Normalization,
  addresses: bigint[],
): void {
  native.run(`batch norm gradient ${keyOf(normalization)}`, (builder) => {
    const { images, vector } = describe(builder, normalization);
    const forward = chooseForward(
      builder,
      normalization,
      images,
      FORWARD_TRAINING,
      SCALED,
    );
    const chosen = builder.choose(
      "a batch normalisation's gradient",
      (cell, engine) =>
        native.dnnl.calls.dnnl_batch_normalization_backward_primitive_desc_create(
          cell,
          engine,
          BACKWARD,
          images,
          images,
          images,
          normalization.epsilon,
          SCALED,
          forward,
          builder.attributes,
        ),
    );
    return new Primitive(builder, chosen, [
      [ARGUMENT.source, images],
      [ARGUMENT.destinationGradient, images],
      [ARGUMENT.sourceGradient, images],
      [ARGUMENT.mean, vector],
      [ARGUMENT.variance, vector],
      [ARGUMENT.scale, vector],
      [ARGUMENT.scaleGradient, vector],
      [ARGUMENT.shiftGradient, vector],
    ]);
  }, addresses);
}

/** Channels that oneDNN takes at once: halved images of other widths are ten times slower. */
const LANES = 16;

/** The format in which images are normalised. */
const innerFormat = (format: Format, channels: number): Format =>
  channels % LANES === 0 ? format : F32;

/** Runs forwards in the fastest format; the result has the format of `x`. */
function normalize(
  native: NativeBackend,
  x: TensorInfo,
  epsilon: number,
  vectors: readonly bigint[],
  isTraining: boolean,
): TensorInfo {
  const format = native.formatOf(x), inner = innerFormat(format, x.shape.at(-1)!);
  const y = native.output(x.shape, inner);
  const addresses = [native.address(x, inner), native.address(y, inner), ...vectors];
  runForward(native, { shape: x.shape, format: inner, epsilon }, addresses, isTraining);
  if (format !== inner) {
    const values = native.valuesOf(y), floats = values.buffer!;
    values.keep(native.convert(floats, values.length, [F32, BF16]), BF16);
    native.pool.release(floats);
  }
  return y;
}

/** Where a vector lies, or as many of a number where there is none. */
const vectorAt = (
  native: NativeBackend,
  vector: TensorInfo | undefined,
  otherwise: number,
  channels: number,
): bigint => vector ? native.address(vector) : native.constant(otherwise, channels);

interface Affine {
  readonly x: TensorInfo;
  readonly scale?: TensorInfo;
  readonly offset?: TensorInfo;
}

interface Inference extends Affine {
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
}

interface Gradient {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly scale: TensorInfo;
}

/** Batch normalisation with given statistics, in training, and its gradient. */
export const BATCH_NORMALIZATION_KERNELS: readonly NativeKernel[] = [
  kernel<Inference, { varianceEpsilon: number }>(
    "FusedBatchNorm",
    ({ x, mean, variance, scale, offset }, { varianceEpsilon = 0.001 }, native) => {
      const channels = x.shape.at(-1) ?? 0;
      const vectors = [mean, variance, scale, offset];
      const fits = vectors.every((v) =>
        !v || (v.shape.length === 1 && v.shape[0] === channels)
      );
      if (!areFloat(x, ...vectors) || sizeOf(x.shape) === 0 || !fits) return undefined;
      return normalize(native, x, varianceEpsilon, [
        native.address(mean),
        native.address(variance),
        vectorAt(native, scale, 1, channels),
        vectorAt(native, offset, 0, channels),
      ], false);
    },
  ),
  kernel<Affine, { epsilon: number }>(
    "BatchNormTraining",
    ({ x, scale, offset }, { epsilon }, native) => {
      const channels = x.shape.at(-1)!;
      const [mean, variance] = [native.output([channels]), native.output([channels])];
      const y = normalize(native, x, epsilon, [
        native.address(mean),
        native.address(variance),
        vectorAt(native, scale, 1, channels),
        vectorAt(native, offset, 0, channels),
      ], true);
      return [y, mean, variance];
    },
  ),
  kernel<Gradient, { epsilon: number }>(
    "BatchNormTrainingGradient",
    ({ x, dy, mean, variance, scale }, { epsilon }, native) => {
      const channels = x.shape.at(-1)!;
      const format = innerFormat(native.commonFormat([x, dy]), channels);
      const dx = native.output(x.shape, format);
      const [dScale, dOffset] = [native.output([channels]), native.output([channels])];
      runGradient(native, { shape: x.shape, format, epsilon }, [
        native.address(x, format),
        native.address(dy, format),
        native.address(dx, format),
        native.address(mean),
        native.address(variance),
        native.address(scale),
        native.address(dScale),
        native.address(dOffset),
      ]);
      return [dx, dScale, dOffset];
    },
  ),
];
