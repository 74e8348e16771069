import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { fuseLayers, useEngine } from "#karyon";
import { assertClose, backend, kernelsOf, nativeTest, random } from "./native/support.ts";

type Make = () => tf.layers.Layer;

/** Layers that are normalised in one piece on native, by what is special of them. */
const LAYERS: Readonly<Record<string, Make>> = {
  "batch": () => tf.layers.batchNormalization({}),
  "batch, all given": () =>
    tf.layers.batchNormalization({ momentum: 0.7, epsilon: 0.02, axis: 3 }),
  "layer": () => tf.layers.layerNormalization({}),
  "layer, epsilon and axis given": () =>
    tf.layers.layerNormalization({ epsilon: 0.05, axis: 3 }),
};

const image = () => tf.add(tf.mul(random([3, 4, 5, 6], 1), 2), 0.7);
const weights = () => random([3, 4, 5, 6], 2);

function build(make: Make, shape: number[] = [4, 5, 6]): tf.LayersModel {
  const input = tf.input({ shape });
  const layer = make();
  const model = tf.model({
    inputs: input,
    outputs: layer.apply(input) as tf.SymbolicTensor,
  });
  // Away from the ones and zeros that they begin with.
  const values = layer.getWeights().map((weight, i) => {
    const near = layer.weights[i]!.name.match(/gamma|variance/) ? 1 : 0;
    return tf.add(tf.mul(random(weight.shape, 5 + i), 0.5), near);
  });
  layer.setWeights(values);
  return model;
}

/** What one training step comes to: results, gradients, and moving averages. */
function step(model: tf.LayersModel): Record<string, ArrayLike<number>> {
  const found: Record<string, ArrayLike<number>> = {};
  tf.tidy(() => {
    let y!: tf.Tensor;
    const variables = model.trainableWeights.map((weight) =>
      weight.read() as tf.Variable
    );
    const [dx, ...gradients] = tf.grads((x: tf.Tensor) => {
      y = tf.keep(model.apply(x, { training: true }) as tf.Tensor);
      return tf.sum(tf.mul(weights(), tf.square(y)));
    })([image()]);
    assertEquals(gradients, []);
    found["y"] = y.dataSync();
    found["dx"] = dx!.dataSync();
    y.dispose();
    model.weights.forEach((weight, i) =>
      found[`weight ${i}`] = weight.read().dataSync().slice()
    );
    if (variables.length > 0) {
      const { grads } = tf.variableGrads(
        () =>
          tf.sum(
            tf.mul(
              weights(),
              tf.square(model.apply(image(), { training: true }) as tf.Tensor),
            ),
          ),
        variables,
      );
      variables.forEach(({ name }, i) =>
        found[`gradient ${i}`] = grads[name]!.dataSync()
      );
    }
  });
  return found;
}

/** The same model, on `cpu` with the stock layer and on an engine with the fused one. */
async function compare(make: Make, engine = "native"): Promise<void> {
  await tf.setBackend("cpu");
  const stock = build(make);
  const expected = step(stock);
  const predicted = (stock.predict(image()) as tf.Tensor).dataSync();
  await tf.setBackend(engine);
  const fused = build(make);
  assertEquals(fuseLayers(fused), 1);
  const found = step(fused);
  assertEquals(Object.keys(found), Object.keys(expected));
  for (const [what, values] of Object.entries(expected)) {
    assertClose(found[what]!, values, 1e-4);
  }
  assertClose((fused.predict(image()) as tf.Tensor).dataSync(), predicted, 1e-4);
  stock.dispose();
  fused.dispose();
}

for (const [name, make] of Object.entries(LAYERS)) {
  nativeTest(
    `a fused layer is the stock one, while training and after: ${name}`,
    () => compare(make),
  );
}

for (const engine of ["wasm", "cpu"]) {
  for (const [name, make] of Object.entries(LAYERS)) {
    Deno.test(`a fused layer is the stock one on ${engine}: ${name}`, async () => {
      assertEquals((await useEngine(engine)).name, engine);
      await compare(make, engine);
    });
  }
}

nativeTest("a fused normalisation is one kernel, and one for its gradient", () => {
  for (
    const [name, make] of [["BatchNorm", LAYERS["batch"]!], [
      "LayerNorm",
      LAYERS["layer"]!,
    ]] as const
  ) {
    const model = build(make);
    fuseLayers(model);
    const x = image();
    const kernels = kernelsOf(() =>
      tf.tidy(() => tf.grad((x) => model.apply(x, { training: true }) as tf.Tensor)(x))
    );
    assertEquals(
      kernels.filter((kernel) => /Norm/.test(kernel)),
      [`native ${name}Training`, `native ${name}TrainingGradient`],
    );
    assert(
      !kernels.some((kernel) => /Mean|SquaredDifference|Rsqrt/.test(kernel)),
      kernels.join(),
    );
    model.dispose();
  }
});

nativeTest("batch normalisation of vectors and of signals is fused too", async () => {
  for (const shape of [[6], [5, 6]]) {
    const make = () => tf.layers.batchNormalization({});
    const x = random([8, ...shape], 3);
    const run = (model: tf.LayersModel) =>
      tf.tidy(() => (model.apply(x, { training: true }) as tf.Tensor).dataSync());
    await tf.setBackend("cpu");
    const stock = build(make, shape), expected = run(stock);
    await tf.setBackend("native");
    const fused = build(make, shape);
    fuseLayers(fused);
    assertClose(run(fused), expected, 1e-4);
    tf.dispose([stock.weights, fused.weights].flat().map((weight) => weight.read()));
  }
});

nativeTest("a layer without scale or offset has ones and zeros for them", () => {
  for (
    const make of [tf.layers.batchNormalization, tf.layers.layerNormalization]
  ) {
    // TensorFlow.js's own layers fail without them while training.
    const layers = [{}, { scale: false }, { center: false }, {
      scale: false,
      center: false,
    }]
      .map((options) => make(options));
    const [expected, ...others] = layers.map((layer) => {
      const input = tf.input({ shape: [4, 5, 6] });
      const outputs = layer.apply(input) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs });
      fuseLayers(model);
      const { y, dx } = step(model);
      model.dispose();
      return { y: y!, dx: dx! };
    });
    for (const found of others) {
      assertClose(found.y, expected!.y!);
      assertClose(found.dx, expected!.dx!, 1e-4);
    }
  }
});

nativeTest("an axis that is not the last one is computed as ever", () => {
  const makes = [
    () => tf.layers.batchNormalization({ axis: 1 }),
    () => tf.layers.layerNormalization({ axis: [1, 2] }),
    () => tf.layers.layerNormalization({ axis: 2 }),
  ];
  for (const make of makes) {
    const stock = build(make), fused = build(make), x = image();
    fuseLayers(fused);
    const run = (model: tf.LayersModel) =>
      (model.apply(x, { training: true }) as tf.Tensor).dataSync();
    const expected = run(stock);
    const kernels = kernelsOf(() => assertClose(run(fused), expected));
    assert(!kernels.some((kernel) => /NormTraining/.test(kernel)), kernels.join());
    stock.dispose();
    fused.dispose();
  }
});

Deno.test("a model is fused once, and its saved form does not change", async () => {
  await useEngine("cpu");
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 2, kernelSize: 1, inputShape: [4, 4, 3] }),
      tf.layers.batchNormalization({}),
      tf.layers.layerNormalization({}),
    ],
  });
  const before = JSON.stringify(model.toJSON(null, false));
  assertEquals(fuseLayers(model), 2);
  const { call } = model.layers[1]!;
  assertEquals(fuseLayers(model), 0);
  assertStrictEquals(model.layers[1]!.call, call);
  assertEquals(JSON.stringify(model.toJSON(null, false)), before);
  const copy = await tf.models.modelFromJSON(JSON.parse(before));
  assertEquals(fuseLayers(copy), 2);
  copy.dispose();
  model.dispose();
});

nativeTest("fused training steps leave nothing behind", () => {
  const model = build(LAYERS["batch"]!);
  fuseLayers(model);
  for (let i = 0; i < 3; i++) step(model);
  const before = [tf.memory().numTensors, backend().pool.made];
  for (let i = 0; i < 10; i++) step(model);
  assertEquals([tf.memory().numTensors, backend().pool.made], before);
  model.dispose();
});
