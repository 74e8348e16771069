import * as tf from "@tensorflow/tfjs";
import { normalizeByBatch } from "./batch_statistics.ts";
import { normalizeByPlace } from "./place_statistics.ts";

/** The parts of TensorFlow.js's normalising layers that its types keep private. */
interface NormalizingLayer extends tf.layers.Layer {
  readonly axis: number | number[];
  readonly epsilon: number;
  readonly momentum: number;
  readonly center: boolean;
  readonly scale: boolean;
  readonly gamma: Weight | undefined;
  readonly beta: Weight | undefined;
  readonly movingMean: Weight;
  readonly movingVariance: Weight;
}

interface Weight {
  read(): tf.Tensor;
  write(value: tf.Tensor): void;
}

type Call = (
  inputs: tf.Tensor | tf.Tensor[],
  kwargs: Record<string, unknown>,
) => tf.Tensor;

/** Kernels that the engine in use has for a layer, by their common name. */
const hasKernels = (name: string) =>
  tf.getKernel(`${name}Training`, tf.getBackend()) !== undefined;

type Statistics = (mean: tf.Tensor, variance: tf.Tensor) => void;

/** A layer's own, or those that change nothing. */
function scaleAndOffset({ gamma, beta }: NormalizingLayer, input: tf.Tensor) {
  const size = input.shape.at(-1)!;
  return {
    scale: gamma?.read() ?? tf.ones([size]),
    offset: beta?.read() ?? tf.zeros([size]),
  };
}

/** Runs a normalisation that finds its own statistics, with its own gradient. */
function normalize(
  name: string,
  layer: NormalizingLayer,
  input: tf.Tensor,
  onStatistics: Statistics = () => {},
): tf.Tensor {
  const { epsilon } = layer;
  const run = (kernel: string, inputs: Record<string, tf.Tensor>) =>
    tf.engine().runKernel(kernel, inputs, { epsilon }) as unknown as tf.Tensor[];
  const operation = tf.customGrad((...given) => {
    const [x, scale, offset] = given as tf.Tensor[];
    const save = given.at(-1) as unknown as tf.GradSaveFunc;
    const [y, mean, variance] = run(`${name}Training`, {
      x: x!,
      scale: scale!,
      offset: offset!,
    });
    onStatistics(mean!, variance!);
    save([x!, mean!, variance!, scale!]);
    return {
      value: y!,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [x, mean, variance, scale] = saved as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        return run(`${name}TrainingGradient`, { x, dy, mean, variance, scale });
      },
    };
  });
  const { scale, offset } = scaleAndOffset(layer, input);
  return operation(input, scale, offset);
}

/** Moves a weight towards a value, as TensorFlow.js's layer does. */
function follow(weight: Weight, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const before = weight.read();
    weight.write(tf.sub(before, tf.mul(tf.sub(before, value), 1 - momentum)));
  });
}

const onlyOne = (inputs: tf.Tensor | tf.Tensor[]) =>
  Array.isArray(inputs) ? inputs[0]! : inputs;

const isLast = (axis: number | number[], input: tf.Tensor) => {
  const axes = [axis].flat();
  return axes.length === 1 && (axes[0] === -1 || axes[0] === input.rank - 1);
};

function fuseBatchNormalization(layer: NormalizingLayer, stock: Call): Call {
  return (inputs, kwargs) => {
    const input = onlyOne(inputs);
    const isTraining = kwargs["training"] === true;
    if (!isTraining || !isLast(layer.axis, input)) return stock(inputs, kwargs);
    return tf.tidy(() => {
      const onStatistics: Statistics = (mean, variance) => {
        follow(layer.movingMean, mean, layer.momentum);
        follow(layer.movingVariance, variance, layer.momentum);
      };
      return hasKernels("BatchNorm")
        ? normalize("BatchNorm", layer, input, onStatistics)
        : normalizeByBatch(
          { x: input, ...scaleAndOffset(layer, input) },
          layer.epsilon,
          onStatistics,
        );
    });
  };
}

function fuseLayerNormalization(layer: NormalizingLayer, stock: Call): Call {
  return (inputs, kwargs) => {
    const input = onlyOne(inputs);
    if (!isLast(layer.axis, input)) return stock(inputs, kwargs);
    return tf.tidy(() =>
      hasKernels("LayerNorm")
        ? normalize("LayerNorm", layer, input)
        : normalizeByPlace({ x: input, ...scaleAndOffset(layer, input) }, layer.epsilon)
    );
  };
}

const FUSED: Readonly<Record<string, (layer: NormalizingLayer, stock: Call) => Call>> = {
  BatchNormalization: fuseBatchNormalization,
  LayerNormalization: fuseLayerNormalization,
};

const done = new WeakSet<tf.layers.Layer>();

/**
 * Lets a model's stock layers use what the engine has in one piece where
 * TensorFlow.js's own layers call dozens of kernels: batch normalisation while
 * training, and layer normalisation. Where the engine has no such piece, both
 * take fewer kernels. Layers inside other layers are left as they are. The model
 * stays what it is: its weights, its results (to the rounding of sums) and its
 * saved form do not change.
 *
 * @returns how many layers were changed
 *
 * @example
 * ```ts
 * import { fuseLayers, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const model = tf.sequential({
 *   layers: [tf.layers.batchNormalization({ inputShape: [4, 4, 2] })],
 * });
 * if (fuseLayers(model) !== 1 || fuseLayers(model) !== 0) throw new Error();
 * ```
 */
export function fuseLayers(model: tf.LayersModel): number {
  let changed = 0;
  for (const layer of model.layers) {
    const fuse = FUSED[layer.getClassName()];
    if (!fuse || done.has(layer)) continue;
    const own = layer as NormalizingLayer;
    const stock = own.call.bind(own) as Call;
    own.call = fuse(own, stock);
    done.add(layer);
    changed++;
  }
  return changed;
}
