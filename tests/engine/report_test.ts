import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  architectures,
  binaryCrossEntropy,
  clearEngineReport,
  engineReport,
  fuseLayers,
  useEngine,
} from "#karyon";
import { countKernel } from "../../src/engine/report.ts";
import { nativeTest } from "./native/support.ts";

/** Kernels that a training step leaves to JavaScript, each with the reason. */
const IN_JAVASCRIPT: Readonly<Record<string, string>> = {
  LogicalAnd: "where the loss did not clip: oneDNN has no booleans; once a step",
  _FusedMatMul:
    "a dense layer of squeeze-and-excitation: some hundred products an image, 0.2 % of a step",
  Select: "the loss's slope there, else 0: oneDNN 3.2 has no selection; once a step",
};

Deno.test("the report adds up calls and time, the longest first", () => {
  clearEngineReport();
  countKernel("native", "Conv2D", 6);
  countKernel("javascript", "Unique", 1);
  countKernel("native", "Conv2D", 2);
  countKernel("javascript", "Conv2D", 1);
  const rows = engineReport();
  assertEquals(rows[0], {
    kernel: "Conv2D",
    ran: "native",
    calls: 2,
    milliseconds: 8,
    share: 0.8,
  });
  assertEquals(rows.slice(1).map(({ kernel, ran, share }) => [kernel, ran, share]), [
    ["Unique", "javascript", 0.1],
    ["Conv2D", "javascript", 0.1],
  ]);
  clearEngineReport();
  assertEquals(engineReport(), []);
});

Deno.test("a report without any time has no shares", () => {
  clearEngineReport();
  countKernel("native", "Identity", 0);
  assertEquals(engineReport()[0]!.share, 0);
  clearEngineReport();
});

Deno.test("other engines leave the report empty", async () => {
  await useEngine("cpu");
  clearEngineReport();
  tf.tidy(() => tf.add(1, 2));
  assertEquals(engineReport(), []);
});

nativeTest("the report tells native code from JavaScript's", () => {
  clearEngineReport();
  const x = tf.tensor1d([1, 2, 3]);
  tf.add(x, x);
  tf.add(tf.tensor1d([1], "int32"), tf.tensor1d([2], "int32"));
  tf.unique(x);
  const rows = engineReport();
  const ran = rows.map(({ kernel, ran, calls }) => `${ran} ${kernel} ${calls}`).sort();
  assertEquals(ran, ["javascript Add 1", "javascript Unique 1", "native Add 1"]);
  assertAlmostEquals(rows.reduce((sum, { share }) => sum + share, 0), 1, 1e-9);
});

for (const { name, build } of Object.values(architectures)) {
  nativeTest(`a training step of ${name} runs in native code`, () => {
    const network = build({ filters: 8, seed: 1 });
    fuseLayers(network);
    const variables = network.trainableWeights.map((weight) =>
      weight.read() as tf.Variable
    );
    const adam = new Adam(variables, 1e-3);
    const x = tf.randomUniform([1, 64, 64, 3], 0, 1, "float32", 1);
    const masks = tf.cast(
      tf.greater(tf.randomUniform([1, 64, 64, 1], 0, 1, "float32", 2), 0.8),
      "float32",
    );
    clearEngineReport();
    tf.tidy(() => {
      const { grads } = tf.variableGrads(
        () =>
          binaryCrossEntropy(masks, network.apply(x, { training: true }) as tf.Tensor),
        variables,
      );
      adam.step(grads);
    });
    const rows = engineReport();
    const strays = rows.filter(({ ran, kernel }) =>
      ran === "javascript" && !IN_JAVASCRIPT[kernel]
    );
    assertEquals(strays.map(({ kernel, calls }) => `${kernel} ${calls}`), []);
    const native = rows.filter(({ ran }) => ran === "native").map(({ kernel }) => kernel);
    for (const kernel of ["Conv2DBackpropFilter", "Conv2DBackpropInput", "AdamStep"]) {
      assert(native.includes(kernel), `${kernel} did not run`);
    }
    adam.dispose();
    network.dispose();
  });
}
