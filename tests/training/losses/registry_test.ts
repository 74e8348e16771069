import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { buildUNet, findLoss, fuseLayers, InputError, losses, useEngine } from "#karyon";
import { kernelsOf, nativeTest } from "../../engine/native/support.ts";
import { diceOf, meanOf, testLoss } from "./checks.ts";

testLoss(
  "binary cross-entropy + dice",
  ({ masks }, probabilities) =>
    1 - diceOf(masks, probabilities) + meanOf(masks, (y, i, j) => {
      const p = probabilities[i]![j]!;
      return -Math.log(y === 1 ? p : 1 - p);
    }),
);

Deno.test("cross-entropy and Dice are added by hand as by the registry", async () => {
  await useEngine("wasm");
  const loss = tf.tidy(() =>
    findLoss("binary cross-entropy + dice").compute(
      { masks: tf.tensor4d([1, 0], [1, 1, 2, 1]) },
      tf.tensor4d([0.5, 0.5], [1, 1, 2, 1]),
    ).dataSync()[0]!
  );
  // ln 2, and 1 - (2 * 0.5 + 1) / (1 + 1 + 1).
  assertAlmostEquals(loss, 0.693147 + 1 / 3, 1e-5);
});

Deno.test("findLoss() lists the losses that there are", () => {
  const { message } = assertThrows(() => findLoss("lovasz"), InputError, '"lovasz"');
  for (const name of Object.keys(losses)) assert(message.includes(name), name);
});

Deno.test("only the border-weighted loss needs weights, and says so without", async () => {
  await useEngine("wasm");
  const needing = Object.entries(losses).filter(([, { needsWeights }]) => needsWeights);
  assertEquals(needing.map(([name]) => name), ["border-weighted binary cross-entropy"]);
  const masks = tf.zeros([1, 2, 2, 1]);
  for (const { needsWeights, compute } of Object.values(losses)) {
    if (needsWeights) {
      assertThrows(() => compute({ masks }, masks), InputError, "weight map");
    } else compute({ masks }, masks).dispose();
  }
  masks.dispose();
});

/** Kernels that a clipped probability's gradient leaves to JavaScript, once each. */
const IN_JAVASCRIPT = ["javascript LogicalAnd", "javascript Select"];

for (const [name, { compute }] of Object.entries(losses)) {
  nativeTest(`a training step with the loss ${name} runs in native code`, () => {
    const network = buildUNet({ filters: 4, seed: 1 });
    fuseLayers(network);
    const images = tf.randomUniform([2, 32, 32, 3], 0, 1, "float32", 1);
    const masks = tf.cast(
      tf.greater(tf.randomUniform([2, 32, 32, 1], 0, 1, "float32", 2), 0.8),
      "float32",
    );
    const weights = tf.onesLike(masks);
    const kernels = kernelsOf(() =>
      tf.tidy(() => {
        tf.variableGrads(() =>
          compute(
            { masks, weights },
            network.apply(images, { training: true }) as tf.Tensor,
          )
        );
      })
    );
    const inJavaScript = kernels.filter((kernel) => kernel.startsWith("javascript"));
    assertEquals(inJavaScript, name === "dice" ? [] : IN_JAVASCRIPT);
    assert(kernels.includes("native Conv2DBackpropFilter"));
    network.dispose();
  });
}
