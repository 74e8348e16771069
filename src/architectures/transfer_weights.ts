import * as tf from "@tensorflow/tfjs";
import { InputError } from "../base/mod.ts";

type Weights = ReadonlyMap<string, tf.Tensor>;

/** The weights of a network by their names, still the network's own. */
function weightsOf(network: tf.LayersModel): Weights {
  const tensors = network.getWeights(), named = new Map<string, tf.Tensor>();
  // `name` itself has a number behind it where another network was built before.
  network.weights.forEach(({ originalName }, i) => named.set(originalName, tensors[i]!));
  return named;
}

/** `unit_a/kernel` has the same channels last that `unit_b/kernel` takes in. */
const nextOf = (name: string) => name.replace(/_a\/kernel$/, "_b/kernel");

/** The Euclidean norm of each slice along an axis. */
function normAlong(kernel: tf.Tensor, axis: number): tf.Tensor {
  const others = [0, 1, 2, 3].filter((other) => other !== axis);
  return tf.sqrt(tf.sum(tf.square(kernel), others));
}

/**
 * The channels between the two convolutions of a unit that matter most: whose incoming
 * weights times outgoing weights have the largest norms; in their old order.
 */
function strongest(first: tf.Tensor, second: tf.Tensor, count: number): number[] {
  const strengths = tf.tidy(() =>
    tf.mul(normAlong(first, 3), normAlong(second, 2)).dataSync()
  );
  return Array.from(strengths, (_, channel) => channel)
    .sort((a, b) => strengths[b]! - strengths[a]!)
    .slice(0, count)
    .sort((a, b) => a - b);
}

/** Which channels to keep of weights that get fewer, and along which axis. */
function choose(from: Weights, to: Weights): Map<string, readonly [number[], number]> {
  const chosen = new Map<string, readonly [number[], number]>();
  for (const [name, kernel] of from) {
    const wanted = to.get(name)?.shape.at(-1);
    const next = nextOf(name), second = from.get(next);
    if (next === name || !wanted || !second) continue;
    if (kernel.rank !== 4 || second.rank !== 4 || wanted >= kernel.shape[3]!) continue;
    const kept = strongest(kernel, second, wanted);
    chosen.set(name, [kept, 3]);
    chosen.set(name.replace("kernel", "bias"), [kept, 0]);
    chosen.set(next, [kept, 2]);
  }
  return chosen;
}

/**
 * Starts a network with what another has learned: every weight is copied to the one of
 * the same name. Where the new network is narrower between the two convolutions of a
 * unit (`NAME_a` and `NAME_b`), those channels are kept whose weights are largest, as
 * filters are pruned by Li et al., "Pruning Filters for Efficient ConvNets", 2017.
 *
 * @throws {InputError} if a weight has no counterpart, or one of another shape
 *
 * @example
 * ```ts
 * import { buildKaryonSmall, transferWeights, useEngine } from "#karyon";
 * await useEngine();
 * const wide = buildKaryonSmall({ filters: 8 });
 * const narrow = buildKaryonSmall({ filters: 8, bottleneck: 0.5 });
 * transferWeights(wide, narrow);
 * wide.dispose();
 * narrow.dispose();
 * ```
 */
export function transferWeights(from: tf.LayersModel, to: tf.LayersModel): void {
  const old = weightsOf(from), wanted = weightsOf(to);
  const kept = choose(old, wanted);
  const moved = tf.tidy(() =>
    [...wanted].map(([name, target]) => {
      const source = old.get(name);
      if (!source) {
        throw new InputError(`Expected "${name}" in the network to start from`);
      }
      const [channels, axis] = kept.get(name) ?? [];
      const part = channels
        ? tf.gather(source, tf.tensor1d(channels, "int32"), axis!)
        : tf.clone(source);
      if (part.shape.join() === target.shape.join()) return part;
      throw new InputError(
        `Expected "${name}" of shape [${target.shape}] in the network to start from ` +
          `but found [${source.shape}]`,
      );
    })
  );
  to.setWeights(moved);
  tf.dispose(moved);
}
