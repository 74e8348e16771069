import {
  assertEquals,
  assertGreater,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import sharp from "sharp";
import { InputError } from "../../src/base/mod.ts";
import { borderWeightChart } from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";

const ITEM = {
  title: "gap",
  image: createImage(3, 1, 1),
  labels: Int32Array.of(1, 0, 2),
  weights: Float32Array.of(0, 5, 10),
};

/** The third picture of a row: the weights, as red, green and blue of each pixel. */
async function paintedWeights(svg: string): Promise<number[][]> {
  const url = [...svg.matchAll(/base64,([\w+/=]+)/g)][2]![1]!;
  const pixels = await sharp(Uint8Array.fromBase64(url)).removeAlpha().raw().toBuffer();
  return Array.from({ length: pixels.length / 3 }, (_, i) => [
    ...pixels.subarray(3 * i, 3 * i + 3),
  ]);
}

Deno.test("borderWeightChart() paints weights from black to pale yellow", async () => {
  const { svg, caption } = await borderWeightChart([ITEM], { split: "train" });
  const [none, half, most] = await paintedWeights(svg);
  // The ends of matplotlib's inferno, and its middle.
  assertEquals([none, most], [[0, 0, 4], [252, 255, 164]]);
  const sum = (colour: number[]) => colour.reduce((a, b) => a + b, 0);
  assertGreater(sum(half!), sum(none!));
  assertGreater(sum(most!), sum(half!));
  assertStringIncludes(caption, "at most 10.0; train (n = 1)");
});

Deno.test("borderWeightChart() has one scale for all images", async () => {
  const bright = { ...ITEM, weights: Float32Array.of(20, 20, 20) };
  const { svg } = await borderWeightChart([ITEM, bright], { split: "train" });
  const alone = await borderWeightChart([ITEM], { split: "train" });
  assertEquals((await paintedWeights(svg))[2], (await paintedWeights(alone.svg))[1]);
});

Deno.test("borderWeightChart() says of weights that are not the image's what they are", async () => {
  const chart = (weights: Float32Array) =>
    borderWeightChart([{ ...ITEM, weights }], { split: "train" });
  await assertRejects(
    () => chart(Float32Array.of(1, 2)),
    InputError,
    'the weights of "gap" to be 3 numbers of at least 0 but found 2',
  );
  await assertRejects(() => chart(Float32Array.of(1, -2, 1)), InputError, "lowest -2");
  await assertRejects(() => chart(Float32Array.of(1, NaN, 1)), InputError, "lowest NaN");
  await assertRejects(
    () => borderWeightChart([], { split: "train" }),
    InputError,
    "borderWeightChart: Expected items",
  );
  await assertRejects(
    () => borderWeightChart([{ ...ITEM, labels: Int32Array.of(1) }], { split: "train" }),
    InputError,
    "the labels of",
  );
});
