/**
 * Times one training step and one prediction of a U-Net on each engine, beside
 * the same network in PyTorch where `python3` has it: a ratio above 1 means
 * slower than PyTorch.
 *
 * Measure on a machine that does nothing else.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { Adam, binaryCrossEntropy, buildUNet, useEngine } from "#karyon";

const FILTERS = 16, BATCH = 4, SIZE = 256, STEPS = 6;

interface Times {
  readonly training: number;
  readonly inference: number;
}

/** Best of a few, in seconds an image: the least disturbed one. */
async function bestOf(steps: number, step: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < steps; i++) {
    const start = performance.now();
    await step();
    if (i > 0) best = Math.min(best, (performance.now() - start) / 1000 / BATCH);
  }
  return best;
}

async function timeEngine(name: string): Promise<Times> {
  const engine = await useEngine(name);
  if (engine.name !== name) throw new Error(engine.sentence);
  const network = buildUNet({ filters: FILTERS });
  const images = tf.randomUniform([BATCH, SIZE, SIZE, 3], 0, 1, "float32", 1);
  const masks = tf.randomUniform([BATCH, SIZE, SIZE, 1], 0, 1, "float32", 2).greater(0.8)
    .cast("float32");
  const variables = network.trainableWeights.map((weight) =>
    weight.read() as tf.Variable
  );
  const adam = new Adam(variables, 1e-3);
  const training = await bestOf(STEPS, async () => {
    const { value, grads } = tf.variableGrads(
      () =>
        binaryCrossEntropy(masks, network.apply(images, { training: true }) as tf.Tensor),
      variables,
    );
    adam.step(grads);
    await value.data();
    tf.dispose([value, grads] as tf.TensorContainer);
  });
  const inference = await bestOf(STEPS, async () => {
    const output = network.predictOnBatch(images) as tf.Tensor;
    await output.data();
    output.dispose();
  });
  adam.dispose();
  network.dispose();
  tf.dispose([images, masks]);
  return { training, inference };
}

async function timePyTorch(): Promise<Times | null> {
  const script = fileURLToPath(new URL("torch_unet.py", import.meta.url));
  try {
    const { success, stdout } = await new Deno.Command("python3", {
      args: [script, FILTERS, BATCH, SIZE, STEPS].map(String),
      stderr: "null",
    }).output();
    return success ? JSON.parse(new TextDecoder().decode(stdout)) : null;
  } catch {
    return null;
  }
}

const peer = await timePyTorch();
const beside = (seconds: number, reference: number | undefined) => ({
  f32: {
    seconds_per_image: seconds,
    ratio_to_pytorch: reference === undefined ? null : seconds / reference,
  },
});
const wasm = await timeEngine("wasm");
const result = {
  native: null,
  wasm: {
    training: beside(wasm.training, peer?.training),
    inference: beside(wasm.inference, peer?.inference),
  },
  webgpu: null,
  pytorch: peer,
};

if (Deno.args.includes("--json")) console.log(JSON.stringify(result));
else {
  const line = (name: string, { training, inference }: Times) =>
    `${name.padEnd(8)} training ${training.toFixed(3)} s, inference ${
      inference.toFixed(3)
    } s`;
  console.log(
    `U-Net, ${FILTERS} filters, batches of ${BATCH}, ${SIZE} x ${SIZE}; an image:`,
  );
  console.log(line("wasm", wasm));
  console.log(
    peer ? line("PyTorch", peer) : "PyTorch is not installed for python3: no ratio.",
  );
}
