import * as tf from "@tensorflow/tfjs";
import { convolution, relu } from "./blocks.ts";
import type { NetworkNormalization } from "./normalization.ts";
import type { NextSeed } from "./seeds.ts";

/** What all branches of an HRNet share. */
export interface BranchOptions {
  /** Channels of a branch; branch 1 has the image's own size. */
  readonly widthOf: (branch: number) => number;
  readonly normalization: NetworkNormalization;
  readonly nextSeed: NextSeed;
}

/** Two 3 x 3 convolutions, and the input added before the last ReLU. */
export function residualUnit(
  input: tf.SymbolicTensor,
  branch: number,
  name: string,
  { widthOf, ...options }: BranchOptions,
): tf.SymbolicTensor {
  const filters = widthOf(branch);
  const first = convolution(input, { ...options, name: `${name}_a`, filters });
  const second = convolution(first, {
    ...options,
    name: `${name}_b`,
    filters,
    activation: "linear",
  });
  const sum = tf.layers.add({ name: `${name}_sum` }).apply([second, input]);
  return relu(sum as tf.SymbolicTensor, `${name}_relu`);
}

/** Enlarges a map by a whole factor; by 1, it is given back as it is. */
export function upsample(
  input: tf.SymbolicTensor,
  name: string,
  factor: number,
  interpolation: "nearest" | "bilinear",
): tf.SymbolicTensor {
  if (factor === 1) return input;
  return tf.layers.upSampling2d({ name, size: [factor, factor], interpolation })
    .apply(input) as tf.SymbolicTensor;
}

/** Brings a map from one branch's size and channels to another's. */
function carry(
  map: tf.SymbolicTensor,
  from: number,
  to: number,
  name: string,
  { widthOf, ...options }: BranchOptions,
): tf.SymbolicTensor {
  if (from === to) return map;
  if (from > to) {
    const narrow = convolution(map, {
      ...options,
      name,
      filters: widthOf(to),
      kernelSize: 1,
      activation: "linear",
    });
    return upsample(narrow, `${name}_up`, 2 ** (from - to), "nearest");
  }
  // Halved step by step; only the last step widens, and its ReLU comes after the sum.
  let x = map;
  for (let step = from + 1; step <= to; step++) {
    x = convolution(x, {
      ...options,
      name: `${name}_step_${step - from}`,
      filters: widthOf(step === to ? to : from),
      strides: 2,
      activation: step === to ? "linear" : "relu",
    });
  }
  return x;
}

/** Gives each branch the sum of all, brought to its size, through a ReLU. */
export function exchange(
  maps: readonly tf.SymbolicTensor[],
  name: string,
  options: BranchOptions,
): tf.SymbolicTensor[] {
  return maps.map((_, i) => {
    const to = i + 1;
    const carried = maps.map((map, j) =>
      carry(map, j + 1, to, `${name}_from_${j + 1}_to_${to}`, options)
    );
    const sum = tf.layers.add({ name: `${name}_sum_${to}` }).apply(carried);
    return relu(sum as tf.SymbolicTensor, `${name}_relu_${to}`);
  });
}
