import * as tf from "@tensorflow/tfjs";
import type { NextSeed } from "./seeds.ts";
import { SelfAttention2D } from "./self_attention.ts";

/** How a Transformer block is named and how wide it is. */
export interface TransformerBlockOptions {
  /** Its layers are `name_position`, `name_queries_keys_values`, `name_attention`, ... */
  readonly name: string;
  /** Channels of the input. */
  readonly filters: number;
  /** Attentions side by side; a divisor of the filters. */
  readonly heads: number;
  /** The hidden layer of the perceptron has so many times the filters. */
  readonly expansion: number;
  readonly nextSeed: NextSeed;
}

/** Normalises each place over its channels. */
export const normalizePlaces = (input: tf.SymbolicTensor, name: string) =>
  tf.layers.layerNormalization({ name }).apply(input) as tf.SymbolicTensor;

/**
 * A Transformer block on a map: self-attention between all places, then a
 * perceptron at each place, both added to what comes in, with a layer
 * normalisation before each (Xiong et al., 2020: so it learns without warm-up).
 *
 * Attention by itself does not know where a place is. A 3 x 3 depthwise
 * convolution, added to the input, tells it: its zero padding shows where the
 * border is, and it works for any size (Chu et al., "Conditional Positional
 * Encodings for Vision Transformers", 2021; in every block as in Li et al.,
 * "UniFormer", 2022).
 *
 * All dense layers are 1 x 1 convolutions, so that the map stays a map. The
 * perceptron has a ReLU, as in Vaswani et al. (2017); later networks take a
 * GELU.
 *
 * @param input `[batch, height, width, filters]`
 * @returns the same shape
 */
export function transformerBlock(
  input: tf.SymbolicTensor,
  { name, filters, heads, expansion, nextSeed }: TransformerBlockOptions,
): tf.SymbolicTensor {
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(x) as tf.SymbolicTensor;
  const dense = (
    x: tf.SymbolicTensor,
    part: string,
    units: number,
    { activation = "linear", useBias = true }: {
      readonly activation?: "relu" | "linear";
      readonly useBias?: boolean;
    } = {},
  ) => {
    const seed = nextSeed();
    return apply(
      tf.layers.conv2d({
        name: `${name}_${part}`,
        filters: units,
        kernelSize: 1,
        activation,
        useBias,
        kernelInitializer: activation === "relu"
          ? tf.initializers.heNormal({ seed })
          : tf.initializers.glorotUniform({ seed }),
      }),
      x,
    );
  };
  const addTo = (x: tf.SymbolicTensor, y: tf.SymbolicTensor, part: string) =>
    apply(tf.layers.add({ name: `${name}_${part}` }), [x, y]);

  const position = apply(
    tf.layers.depthwiseConv2d({
      name: `${name}_position`,
      kernelSize: 3,
      padding: "same",
      depthwiseInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    }),
    input,
  );
  let x = addTo(input, position, "placed");
  const asked = dense(
    normalizePlaces(x, `${name}_norm_1`),
    "queries_keys_values",
    3 * filters,
    // A key's bias adds the same to all scores of a query: softmax takes it out again.
    { useBias: false },
  );
  const seen = apply(new SelfAttention2D({ name: `${name}_attention`, heads }), asked);
  x = addTo(x, dense(seen, "attended", filters), "sum_1");
  const hidden = dense(
    normalizePlaces(x, `${name}_norm_2`),
    "hidden",
    expansion * filters,
    { activation: "relu" },
  );
  return addTo(x, dense(hidden, "perceived", filters), "sum_2");
}
