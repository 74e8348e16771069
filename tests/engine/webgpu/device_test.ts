import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useEngine } from "#karyon";
import { softwareTest, withSoftware } from "./software.ts";

/** Makes `webgpu` on the software adapter the current engine. */
async function start(): Promise<void> {
  const { name, details } = await withSoftware(() => useEngine("webgpu"));
  assertEquals([name, tf.getBackend(), details["kind"]], [
    "webgpu",
    "webgpu",
    "software",
  ]);
}

const device = () => (tf.backend() as unknown as { device: GPUDevice }).device;

function convolved(): tf.Tensor {
  return tf.tidy(() =>
    tf.conv2d(
      tf.ones<tf.Rank.R4>([1, 4, 4, 1]),
      tf.ones<tf.Rank.R4>([3, 3, 1, 8]),
      1,
      "valid",
    )
  );
}

softwareTest("webgpu says that values can only be waited for", async () => {
  await start();
  const y = convolved();
  assertThrows(() => y.dataSync(), Error, "Expected `await tensor.data()`");
  assertEquals([...await y.data()], Array(32).fill(9));
  assertEquals(y.dataSync().length, 32, "what was read once lies here");
  y.dispose();
});

softwareTest("a device that is lost makes errors, and webgpu starts anew", async () => {
  await start();
  const before = device();
  const y = convolved();
  before.destroy();
  const words = "the GPU device was lost";
  await assertRejects(() => y.data(), Error, words);
  assertThrows(() => tf.relu(y), Error, "Conv2D of [1, 4, 4, 1] and [3, 3, 1, 8]");
  await start();
  assertEquals(device() === before, false);
  const again = convolved();
  assertEquals([...await again.data()], Array(32).fill(9));
  again.dispose();
});

softwareTest("a second start of webgpu keeps the device", async () => {
  await start();
  const before = device();
  await start();
  assertEquals(device() === before, true);
});

softwareTest("a process that used webgpu ends by itself", async () => {
  const code = `
    import * as tf from "@tensorflow/tfjs";
    import { useEngine } from "#karyon";
    const { name } = await useEngine("webgpu");
    console.log(name, (await tf.add(1, tf.ones([3])).data()).join(" "));`;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", code],
    env: { KARYON_WEBGPU_SOFTWARE: "1" },
    signal: AbortSignal.timeout(60_000),
  }).output();
  const [words, errors] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assertEquals(words!.trim(), "webgpu 2 2 2", errors!);
  assertEquals(success, true, errors!);
});
