import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { seededRandom } from "#karyon";
import { type Case, createInputs } from "./case.ts";
import { computeCase } from "./compute.ts";
import { families } from "./families/mod.ts";
import { start } from "./start.ts";
import { weightsOf } from "./weights.ts";

/** Far enough for float32, near enough for a curve. */
const STEP = 1 / 128;
const BOUND = 2e-3;

/** The weighted sum whose gradient is taken, in double precision. */
async function weightedSum(one: Case, inputs: readonly tf.Tensor[]): Promise<number> {
  const outputs = tf.tidy(() => {
    const computed = one.compute(...inputs);
    return computed instanceof tf.Tensor ? [computed.clone()] : [...computed];
  });
  let sum = 0;
  for (const [i, output] of outputs.entries()) {
    const values = await output.data(), weights = weightsOf(output.shape, i);
    values.forEach((value, j) => sum += value * weights[j]!);
  }
  tf.dispose(outputs);
  return sum;
}

/** How a case's inputs are moved, all at once: at random, by about one. */
function directions(one: Case): Float32Array[] {
  return one.inputs.map(({ shape, hasGradient }, i) => {
    const random = seededRandom(3, i);
    const length = shape.reduce((a, b) => a * b, 1);
    return Float32Array.from({ length }, () => hasGradient ? 2 * random() - 1 : 0);
  });
}

/** What is wrong with the gradients of a case on the current engine, or nothing. */
async function compareWithDifference(one: Case): Promise<string | undefined> {
  const { gradients } = await computeCase(one, false);
  if (!gradients || one.smooth === false) return undefined;
  if (gradients instanceof Error) return gradients.message;
  const moves = directions(one);
  const sums = [];
  for (const step of [STEP, -STEP]) {
    const inputs = createInputs(one.inputs, false);
    const moved = inputs.map((input, i) =>
      tf.tidy(() => tf.add(input, tf.tensor(moves[i]!, input.shape).mul(step)))
    );
    // Integers stay integers.
    const taken = inputs.map((input, i) =>
      one.inputs[i]!.hasGradient ? moved[i]! : input
    );
    sums.push(await weightedSum(one, taken));
    tf.dispose([...inputs, ...moved]);
  }
  const difference = (sums[0]! - sums[1]!) / (2 * STEP);
  let slope = 0, scale = 1;
  const asked = moves.filter((_, i) => one.inputs[i]!.hasGradient);
  for (const [i, { data }] of gradients.entries()) {
    for (const [j, move] of asked[i]!.entries()) {
      slope += data[j]! * move;
      scale = Math.max(scale, Math.abs(data[j]!));
    }
  }
  // The sum of many errors grows like the root of their number.
  const terms = asked.reduce((sum, { length }) => sum + length, 0);
  const allowed = BOUND * scale * Math.sqrt(terms);
  return Math.abs(slope - difference) <= allowed
    ? undefined
    : `Expected the slope ${difference} but found ${slope}`;
}

for (const [family, cases] of Object.entries(families)) {
  Deno.test(`gradients on cpu are those of finite differences: ${family}`, async () => {
    await start("cpu");
    const wrong: string[] = [];
    for (const one of cases) {
      const problem = await compareWithDifference(one);
      if (problem) wrong.push(`${one.name}: ${problem}`);
    }
    assert(wrong.length === 0, `${wrong.length} differ:\n${wrong.join("\n")}`);
  });
}
