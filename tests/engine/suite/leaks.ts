import { assert, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { networks, setWeights } from "./networks.ts";

const STEPS = 200;
/** Memory in use settles within this many steps. */
const WARM_UP = 50;
/**
 * Less than a tenth of what the steps compute altogether: some of it is left to
 * the engine's own pools and to V8, which frees when it likes.
 */
const LARGEST_GROWTH = 48 << 20;

function count(): [tensors: number, bytes: number] {
  const { numTensors, numBytes } = tf.memory();
  return [numTensors, numBytes];
}

/** Repeats `step`; tensors and bytes stay, and resident memory is bounded. */
async function repeat(step: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < WARM_UP; i++) await step(i);
  const before = count();
  const resident = Deno.memoryUsage().rss;
  for (let i = 0; i < STEPS; i++) await step(i);
  assertEquals(count(), before);
  const growth = Deno.memoryUsage().rss - resident;
  assert(growth < LARGEST_GROWTH, `Resident memory grew by ${growth} bytes`);
}

/** Two hundred training steps leave nothing behind. */
export async function trainWithoutLeak(): Promise<void> {
  // A GPU in software takes long for every kernel, however small: fewer there.
  const isSlow = tf.getBackend() === "webgpu";
  const network = networks[isSlow ? "classifier" : "U-Net"]!();
  setWeights(network);
  const optimiser = isSlow ? tf.train.sgd(1e-3) : tf.train.adam(1e-3);
  network.compile({ optimizer: optimiser, loss: "binaryCrossentropy" });
  const size = isSlow ? 8 : 32;
  const x = tf.randomUniform([2, size, size, 3], 0, 1, "float32", 1);
  const targets = isSlow ? [2, 8] : [2, size, size, 1];
  const y = tf.randomUniform(targets, 0, 1, "float32", 2);
  await repeat(async () => {
    await network.trainOnBatch(x, y);
  });
  tf.dispose([x, y]);
  network.dispose();
  optimiser.dispose();
}

/** Predictions of images of changing sizes leave nothing behind. */
export async function predictWithoutLeak(): Promise<void> {
  const network = networks["U-Net"]!();
  setWeights(network);
  await repeat(async (i) => {
    const height = 8 + 4 * (i % 7), width = 8 + 4 * (i % 5);
    const y = tf.tidy(() =>
      network.predict(tf.ones([1 + i % 2, height, width, 3])) as tf.Tensor
    );
    const probabilities = await y.data();
    assertEquals(probabilities.length, (1 + i % 2) * height * width);
    y.dispose();
  });
  network.dispose();
}
