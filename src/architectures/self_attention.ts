import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";
import { expectNaturals } from "./options.ts";

/** Values of attention weights at once while predicting: 64 MiB of float32. */
const WEIGHTS_AT_ONCE = 2 ** 24;

/** Queries, keys and values of each head, `[batch, heads, places, depth]`. */
export interface Heads {
  /** Divided by the root of the depth already. */
  readonly queries: tf.Tensor4D;
  readonly keys: tf.Tensor4D;
  readonly values: tf.Tensor4D;
}

/** Cuts `[batch, height, width, 3 channels]` into heads, places in rows. */
export function splitHeads(map: tf.Tensor4D, heads: number): Heads {
  const [batch, height, width, channels] = map.shape;
  const depth = channels / 3 / heads;
  const turn = (part: tf.Tensor) =>
    tf.transpose(tf.reshape(part, [batch, height * width, heads, depth]), [0, 2, 1, 3]);
  const [queries, keys, values] = tf.split(map, 3, -1).map(turn) as [
    tf.Tensor4D,
    tf.Tensor4D,
    tf.Tensor4D,
  ];
  return { queries: tf.mul(queries, 1 / Math.sqrt(depth)), keys, values };
}

/** How much each query takes of each place, `[batch, heads, queries, places]`. */
export const weigh = ({ queries, keys }: Pick<Heads, "queries" | "keys">): tf.Tensor4D =>
  tf.softmax(tf.matMul(queries, keys, false, true), -1);

/** What the values come to for each query, as many queries at once as memory allows. */
function attend({ queries, keys, values }: Heads): tf.Tensor4D {
  const [batch, heads, places, depth] = queries.shape;
  const few = Math.max(1, Math.floor(WEIGHTS_AT_ONCE / (batch * heads * places)));
  if (few >= places) return tf.matMul(weigh({ queries, keys }), values);
  const parts: tf.Tensor4D[] = [];
  for (let first = 0; first < places; first += few) {
    const size = [batch, heads, Math.min(few, places - first), depth] as const;
    // Without a tidy of its own, the weights of all parts would be there at once.
    parts.push(tf.tidy(() => {
      const some = tf.slice(queries, [0, 0, first, 0], [...size]);
      return tf.matMul(weigh({ queries: some, keys }), values);
    }));
  }
  return tf.concat(parts, 2);
}

/** What a {@linkcode SelfAttention2D} is made with. */
export type SelfAttentionConfig = ConstructorParameters<typeof tf.layers.Layer>[0] & {
  /** Attentions side by side, each over its share of the channels. */
  readonly heads: number;
};

/**
 * Multi-head self-attention between all places of a map, of any height and width.
 *
 * It has no weights: its input `[batch, height, width, 3 * channels]` holds
 * queries, then keys, then values, each `channels` wide, as a 1 x 1 convolution
 * before it makes them; each of the three is cut into `heads` parts of equal
 * width. Its output is `[batch, height, width, channels]`: at each place, for
 * each head, the mean of the values of all places, weighted by
 * softmax(query · keys / √(channels / heads)). It takes
 * 2 * (height * width)² * channels multiplications with additions.
 *
 * Stock layers cannot do this where height and width are not fixed: none of them
 * turns rows of places back into a map whose size only the input knows. So plain
 * TensorFlow.js loads a model with this layer once a class of this name is
 * registered with `tf.serialization.registerClass`; importing this module does.
 *
 * Source: Vaswani et al., "Attention Is All You Need", 2017.
 *
 * @throws {InputError} if the heads are not a natural number, or the input's
 *   channels are not a multiple of three times the heads
 *
 * @example
 * ```ts
 * import { SelfAttention2D, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine("cpu");
 * const layer = new SelfAttention2D({ heads: 2 });
 * const output = layer.apply(tf.zeros([1, 2, 3, 12])) as tf.Tensor;
 * if (output.shape.join() !== "1,2,3,4") throw new Error(`${output.shape}`);
 * ```
 */
export class SelfAttention2D extends tf.layers.Layer {
  static readonly className = "SelfAttention2D";
  readonly heads: number;

  constructor(config: SelfAttentionConfig) {
    super(config);
    expectNaturals({ heads: config.heads });
    this.heads = config.heads;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width, channels, ...more] = shape as tf.Shape;
    const isMap = width !== undefined && more.length === 0;
    if (!isMap || !channels || channels % (3 * this.heads) !== 0) {
      throw new InputError(
        `Expected [batch, height, width, channels] with a multiple of ${
          3 * this.heads
        } channels (queries, keys and values of ${this.heads} heads) but found [${shape}]`,
      );
    }
    return [batch!, height!, width, channels / 3];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const map = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor4D;
    const shape = this.computeOutputShape(map.shape) as [number, number, number, number];
    return tf.tidy(() => {
      const seen = attend(splitHeads(map, this.heads));
      return tf.reshape(tf.transpose(seen, [0, 2, 1, 3]), shape);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), heads: this.heads };
  }
}

tf.serialization.registerClass(SelfAttention2D);
