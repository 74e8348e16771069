import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  assertClose,
  backend,
  kernelsOf,
  nativeTest,
  random,
  whileRecording,
} from "./support.ts";

const image = () => random<tf.Rank.R4>([2, 6, 5, 3], 1);
const filter = () => random<tf.Rank.R4>([3, 3, 3, 8], 2);
const bias = () => random<tf.Rank.R1>([8], 3);
const conv = (x: tf.Tensor, w: tf.Tensor) =>
  tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same");

/** The same outside of recording, where nothing waits. */
function expectedOf(steps: "conv" | "bias" | "relu"): Float32Array {
  return tf.tidy(() => {
    const y = conv(image(), filter());
    if (steps === "conv") return y.dataSync();
    const sum = tf.add(y, bias());
    return (steps === "bias" ? sum : tf.relu(sum)).dataSync();
  }) as Float32Array;
}

/** Overwrites memory that was given back. */
const disturb = (shape: number[]) =>
  tf.dispose([1, 2, 3].map((n) => tf.neg(tf.fill(shape, 1000 + n))));

/** How many primitives of a name were looked up or built while `body` ran. */
function runsOf(pass: string, body: () => void): number {
  const native = backend(), own = native.plan.bind(native);
  let runs = 0;
  native.plan = ((...given: Parameters<typeof own>) => {
    if (given[0].startsWith(pass)) runs++;
    return own(...given);
  }) as typeof native.plan;
  try {
    body();
  } finally {
    // The method itself again, not a copy of it.
    delete (native as { plan?: unknown }).plan;
  }
  return runs;
}

nativeTest("while training, convolution, bias and ReLU run as one", () => {
  const [x, w, b] = [image(), filter(), bias()];
  let found!: Float32Array;
  const runs = runsOf("forward", () => {
    const kernels = kernelsOf(() =>
      whileRecording(() => {
        found = tf.relu(tf.add(conv(x, w), b)).dataSync() as Float32Array;
      })
    );
    for (const name of ["Conv2D", "Add", "Relu"]) {
      assert(kernels.includes(`native ${name}`), kernels.join());
    }
  });
  assertEquals(runs, 1);
  assertEquals(found, expectedOf("relu"));
});

nativeTest("a sigmoid comes with its convolution as well", () => {
  const expected = expectedOf("conv").map((v) => 1 / (1 + Math.exp(-v)));
  const runs = runsOf("forward", () => {
    const found = whileRecording(() => tf.sigmoid(conv(image(), filter())).dataSync());
    assertClose(found, expected);
  });
  assertEquals(runs, 1);
});

nativeTest("a convolution that nobody needs is never computed", () => {
  assertEquals(runsOf("forward", () => whileRecording(() => conv(image(), filter()))), 0);
});

nativeTest("a result that two need is right for both", () => {
  const [y, active, sum] = whileRecording(() => {
    const y = conv(image(), filter());
    const active = tf.relu(y), sum = tf.add(y, bias());
    return [y.dataSync(), active.dataSync(), sum.dataSync()];
  });
  assertEquals(y, expectedOf("conv"));
  assertEquals(active, expectedOf("conv").map((value) => Math.max(0, value)));
  assertClose(sum!, expectedOf("bias"));
});

nativeTest("two biases on one convolution are two sums", () => {
  const [once, twice] = whileRecording(() => {
    const sum = tf.add(conv(image(), filter()), bias());
    return [sum.dataSync(), tf.add(sum, bias()).dataSync()];
  });
  const b = bias().dataSync();
  assertClose(once!, expectedOf("bias"));
  assertClose(twice!, expectedOf("bias").map((value, i) => value + b[i % 8]!));
});

nativeTest("what is disposed of before it was needed gives its memory back", () => {
  const { pool } = backend();
  const step = () =>
    whileRecording(() => {
      const [x, w, b] = [image(), filter(), bias()].map((t) => tf.neg(t));
      const y = conv(x!, w!), sum = tf.add(y, b!);
      // In every order: inputs first, the promise first, what came of it first.
      tf.dispose([x!, y, w!, sum, b!]);
    });
  for (let i = 0; i < 3; i++) step();
  const before = [pool.freeBytes, pool.made];
  for (let i = 0; i < 20; i++) step();
  assertEquals([pool.freeBytes, pool.made], before);
});

nativeTest("inputs may be disposed of before the result is read", () => {
  const found = whileRecording(() => {
    const [x, w, b] = [image(), filter(), bias()].map((t) => tf.neg(tf.neg(t)));
    const sum = tf.add(conv(x!, w!), b!);
    tf.dispose([x!, w!, b!]);
    for (const shape of [[2, 6, 5, 3], [3, 3, 3, 8], [8]]) disturb(shape);
    return tf.relu(sum).dataSync();
  });
  assertEquals(found, expectedOf("relu"));
});

nativeTest("a variable that gets a new value does not change what was begun", () => {
  const w = tf.variable(filter()), b = tf.variable(bias());
  const found = whileRecording(() => {
    const sum = tf.add(conv(image(), w), b);
    w.assign(tf.ones([3, 3, 3, 8]));
    b.assign(tf.ones([8]));
    for (const shape of [[3, 3, 3, 8], [8]]) disturb(shape);
    return tf.relu(sum).dataSync();
  });
  assertEquals(found, expectedOf("relu"));
  tf.dispose([w, b]);
});

nativeTest("what is added need not be a bias", () => {
  const base = expectedOf("conv");
  const shapes = [[], [1], [5, 1], [6, 5, 8], [2, 1, 1, 1], [1, 1, 1, 8], [2, 1, 1, 8]];
  for (const shape of shapes) {
    const b = random(shape, 4);
    const found = whileRecording(() => tf.add(conv(image(), filter()), b).dataSync());
    const y = tf.tensor(base, [2, 6, 5, 8]);
    assertClose(found, tf.add(y, b).dataSync());
  }
});

nativeTest("a result that is seen in another shape keeps that shape", () => {
  const [flat, sum, wide, column] = whileRecording(() => {
    const y = conv(image(), filter());
    return [
      tf.relu(tf.reshape(y, [60, 8])),
      tf.relu(tf.add(tf.reshape(y, [60, 8]), bias())),
      tf.add(y, tf.reshape(bias(), [1, 1, 1, 1, 8])),
      // Here the last axis is not that of the channels.
      tf.add(tf.reshape(y, [480, 1]), bias()),
    ].map((t) => ({ shape: t.shape, values: t.dataSync() }));
  });
  assertEquals(flat!.shape, [60, 8]);
  assertEquals(sum!.shape, [60, 8]);
  assertEquals(sum!.values, expectedOf("relu"));
  assertEquals(wide!.shape, [1, 2, 6, 5, 8]);
  assertClose(wide!.values, expectedOf("bias"));
  assertEquals(column!.shape, [480, 8]);
});

nativeTest("a convolution in one dimension is trained", () => {
  const layers = [
    tf.layers.conv1d({
      filters: 8,
      kernelSize: 3,
      inputShape: [9, 2],
      activation: "relu",
    }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 1 }),
  ];
  const network = tf.sequential({ layers });
  const x = random([3, 9, 2], 5);
  const expected = (network.apply(x) as tf.Tensor).dataSync();
  let found!: ArrayLike<number>;
  tf.variableGrads(() => {
    const y = network.apply(x, { training: true }) as tf.Tensor;
    found = y.dataSync();
    return tf.sum(y) as tf.Scalar;
  });
  assertClose(found, expected);
  network.dispose();
});

nativeTest("a result that waits is read on another engine", async () => {
  const y = whileRecording(() => tf.keep(conv(image(), filter())));
  await tf.setBackend("cpu");
  const twice = tf.mul(y, 2).dataSync();
  await tf.setBackend("native");
  y.dispose();
  assertEquals(twice, expectedOf("conv").map((value) => 2 * value));
});

nativeTest("nothing waits where nothing is recorded", () => {
  const runs = runsOf("forward", () => {
    const y = conv(image(), filter());
    assertNotEquals(backend().valuesOf(y).buffer, undefined);
  });
  assertEquals(runs, 1);
});
