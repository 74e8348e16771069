/** Charts that show pictures of what models do. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { createImage, InputError } from "#karyon";
import { attentionChart, modelGalleryChart } from "../../src/charts/mod.ts";

const OPTIONS = { split: "test" };
const HERE = { row: 0, column: 0 };
const MAP = {
  image: createImage(20, 10, 3),
  layer: "first",
  heads: 1,
  height: 1,
  width: 2,
  weights: Float32Array.of(0.25, 0.75, 1, 0),
};

const picturesOf = (svg: string) =>
  [...svg.matchAll(/base64,([\w+/=]+)/g)].map(([, data]) =>
    sharp(Uint8Array.fromBase64(data!)).raw().toBuffer()
  );

Deno.test("attentionChart() shows what the place takes, not what it gives", async () => {
  const { svg, alt } = await attentionChart(MAP, HERE, OPTIONS);
  assertStringIncludes(alt, "row 1, column 1. head 1: 25 % to itself");
  assertStringIncludes(svg, "head 1, at most 75.0 %");
  const [, head] = await Promise.all(picturesOf(svg));
  const lightness = [0, 1].map((i) => head!.subarray(3 * i, 3 * i + 3))
    .map((colour) => colour.reduce((sum, part) => sum + part, 0));
  assertEquals(lightness[0]! < lightness[1]!, true);
  assertEquals([...head!.subarray(3)].join(), "252,255,164");
});

Deno.test("attentionChart() draws a head without any weight as black", async () => {
  const weights = new Float32Array(4);
  const { svg } = await attentionChart({ ...MAP, weights }, HERE, OPTIONS);
  const [, head] = await Promise.all(picturesOf(svg));
  assertEquals(head!.every((value) => value < 8), true);
});

Deno.test("attentionChart() refuses a place outside and weights that do not fit", async () => {
  await assertRejects(
    () => attentionChart(MAP, { row: 1, column: 0 }, OPTIONS),
    InputError,
    "within 1 rows and 2 columns but found row 1, column 0",
  );
  await assertRejects(
    () => attentionChart({ ...MAP, heads: 2 }, HERE, OPTIONS),
    InputError,
    "Expected 8 weights of 2 heads and 1 x 2 places but found 4",
  );
});

Deno.test("modelGalleryChart() draws image, outlines, and each model's mask", async () => {
  const mask = Uint8Array.of(1, 1, 0, 0);
  const predictions = [
    { model: "right", prediction: mask },
    { model: "wrong", prediction: Uint8Array.of(0, 0, 1, 1), note: "0.00" },
  ];
  const item = { title: "x", image: createImage(4, 1, 1), mask, predictions };
  const { svg, alt } = await modelGalleryChart([item], OPTIONS);
  assertStringIncludes(alt, "x (right, wrong 0.00)");
  const [, , right, wrong] = await Promise.all(picturesOf(svg));
  assertEquals([...right!].join(), "255,255,255,255,255,255,0,0,0,0,0,0");
  // In the mask only: light blue. Predicted only: vermilion.
  assertEquals([...wrong!.subarray(0, 3)].join(), "124,200,245");
  assertEquals([...wrong!.subarray(9)].join(), "213,94,0");
});

Deno.test("modelGalleryChart() refuses a prediction of another size, and none", async () => {
  const item = { title: "x", image: createImage(4, 1, 1) };
  const predictions = [{ model: "a", prediction: new Uint8Array(3) }];
  await assertRejects(
    () => modelGalleryChart([{ ...item, predictions }], OPTIONS),
    InputError,
    'the prediction of "x" to hold 4 pixels but found 3',
  );
  await assertRejects(
    () => modelGalleryChart([{ ...item, predictions: [] }], OPTIONS),
    InputError,
    "Expected predictions but found none",
  );
});
