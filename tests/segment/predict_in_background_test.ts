import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  createImage,
  type Image,
  InputError,
  predictInBackground,
  type Prediction,
  predictNuclei,
  useEngine,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";
import { brightnessModel, writeTinyModel } from "../support/tiny_model.ts";

/** Black, with one white square of so many pixels a side in its corner. */
function imageWith(side: number): Image {
  const image = createImage(8, 8, 1);
  for (let y = 0; y < side; y++) image.data.fill(255, 8 * y, 8 * y + side);
  return image;
}

const IMAGES = [1, 2, 3, 4].map(imageWith);

Deno.test("predictInBackground() finds what predictNuclei() finds, from a model or a folder", () =>
  withFolder(async (folder) => {
    await useEngine("wasm");
    const model = brightnessModel();
    const here: Prediction[] = [];
    for (const image of IMAGES) here.push(await predictNuclei(model, image));
    assertEquals(await predictInBackground({ model, images: IMAGES }), here);
    model.dispose();
    await writeTinyModel(folder);
    const engines: string[] = [];
    const there = await predictInBackground({
      model: folder,
      images: IMAGES,
      engine: "cpu",
      onEngine: ({ name }) => void engines.push(name),
    });
    assertEquals(there, here);
    assertEquals(engines, ["cpu"]);
  }));

Deno.test("predictInBackground() passes the smallest area on", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const found = await predictInBackground({ model, images: IMAGES, minArea: 5 });
  model.dispose();
  assertEquals(found.map(({ count }) => count), [0, 0, 1, 1]);
});

Deno.test("predictInBackground() tells each prediction, and stops after the image in flight", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const controller = new AbortController();
  let read = 0, closed = false;
  async function* endless() {
    try {
      while (true) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield IMAGES[read++ % 4]!;
      }
    } finally {
      closed = true;
    }
  }
  const told: number[] = [];
  const found = await predictInBackground({
    model,
    images: endless(),
    signal: controller.signal,
    onPrediction: ({ count }, index) => {
      assertEquals(count, 1);
      told.push(index);
      if (index === 2) controller.abort();
    },
  });
  model.dispose();
  assertEquals([told, found.length, closed], [[0, 1, 2], 3, true]);
});

Deno.test("predictInBackground() throws what the model, the images or a callback throws", async () => {
  await useEngine("wasm");
  await assertRejects(
    () => predictInBackground({ model: "/nowhere", images: IMAGES }),
    InputError,
    "/nowhere: Expected a folder with model.json",
  );
  const model = brightnessModel();
  async function* broken() {
    yield IMAGES[0]!;
    throw new InputError("Expected a picture", { path: "b.png" });
  }
  const { path } = await assertRejects(
    () => predictInBackground({ model, images: broken() }),
    InputError,
    "b.png: Expected a picture",
  );
  assertEquals(path, "b.png");
  const refuse = () => Promise.reject(new RangeError("no room"));
  await assertRejects(
    () => predictInBackground({ model, images: IMAGES, onPrediction: refuse }),
    RangeError,
    "no room",
  );
  model.dispose();
});

Deno.test("predictInBackground() leaves no tensor behind", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const before = tf.memory().numTensors;
  await predictInBackground({ model, images: IMAGES });
  assertEquals(tf.memory().numTensors, before);
  model.dispose();
});
