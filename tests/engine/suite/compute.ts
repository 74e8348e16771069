import * as tf from "@tensorflow/tfjs";
import { type Case, createInputs } from "./case.ts";
import { read, type Values } from "./compare.ts";
import { weightsOf } from "./weights.ts";

/** What a case came to, or why it could not be computed. */
export interface Outcome {
  readonly values: readonly Values[] | Error;
  /** With respect to each input that has one; nothing where none is asked for. */
  readonly gradients?: readonly Values[] | Error;
  /** Whether either is an error. */
  readonly failed: boolean;
  /** Tensors that were left behind. */
  readonly leaked: number;
}

const asList = (tensors: tf.Tensor | readonly tf.Tensor[]) =>
  tensors instanceof tf.Tensor ? [tensors] : [...tensors];

async function attempt(
  body: () => tf.Tensor[],
): Promise<readonly Values[] | Error> {
  try {
    const tensors = tf.tidy(body);
    const values = [];
    for (const tensor of tensors) values.push(await read(tensor));
    tf.dispose(tensors);
    return values;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether gradients are part of a case whose outputs have these types. */
function hasGradients(one: Case, outputs: readonly Values[] | Error): boolean {
  return one.gradients ??
    (!(outputs instanceof Error) && outputs.every(({ type }) => type === "float32") &&
      one.inputs.some(({ hasGradient }) => hasGradient));
}

/** Gradients of a weighted sum of all outputs, in the order of the inputs. */
function gradientsOf(one: Case, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  const among = one.inputs.map(({ hasGradient }) => hasGradient);
  const weightedSum = (...free: tf.Tensor[]) => {
    let next = 0;
    const all = inputs.map((input, i) => among[i] ? free[next++]! : input);
    const sums = asList(one.compute(...all)).map((output, i) =>
      tf.sum(tf.mul(output, tf.tensor(weightsOf(output.shape, i), output.shape)))
    );
    return tf.addN(sums);
  };
  return tf.grads(weightedSum)(inputs.filter((_, i) => among[i]));
}

/** Computes a case on the current engine. */
export async function computeCase(one: Case, rounded: boolean): Promise<Outcome> {
  const before = tf.memory().numTensors;
  const inputs = createInputs(one.inputs, rounded);
  const values = await attempt(() =>
    // An output that is an input would be disposed of twice.
    asList(one.compute(...inputs)).map((output) => tf.clone(output))
  );
  const gradients = hasGradients(one, values)
    ? await attempt(() => gradientsOf(one, inputs))
    : undefined;
  tf.dispose(inputs);
  return {
    values,
    ...(gradients ? { gradients } : {}),
    failed: values instanceof Error || gradients instanceof Error,
    leaked: tf.memory().numTensors - before,
  };
}
