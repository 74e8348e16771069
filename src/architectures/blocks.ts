import * as tf from "@tensorflow/tfjs";

/** What every convolution of a network shares. */
export interface BlockOptions {
  /** Fixes the initial weights: each layer draws from its own seed. */
  readonly seed: number;
}

/** Hands out a seed for each layer, in the order in which layers are made. */
export function layerSeeds(seed: number): () => number {
  let next = seed * 1000;
  return () => ++next;
}

/**
 * Two 3 x 3 convolutions with ReLU, as in the U-Net paper, but padded so that
 * the map keeps its size.
 */
export function doubleConvolution(
  input: tf.SymbolicTensor,
  filters: number,
  name: string,
  seed: () => number,
): tf.SymbolicTensor {
  let x = input;
  for (const part of ["a", "b"]) {
    x = tf.layers.conv2d({
      name: `${name}_${part}`,
      filters,
      kernelSize: 3,
      padding: "same",
      activation: "relu",
      kernelInitializer: tf.initializers.heNormal({ seed: seed() }),
    }).apply(x) as tf.SymbolicTensor;
  }
  return x;
}
