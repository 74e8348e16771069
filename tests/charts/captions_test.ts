import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  brightnessChart,
  foregroundChart,
  galleryChart,
  modelScoresChart,
  perImageChart,
  scoreChart,
} from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";

Deno.test("foregroundChart() says how many images had no mask", () => {
  const { caption } = foregroundChart([
    { split: "train", foreground: 0.1 },
    { split: "train", foreground: 0.3 },
    { split: "train", foreground: null },
  ]);
  assertStringIncludes(caption, "train (n = 2)");
  assertStringIncludes(caption, "1 without a value left out");
});

Deno.test("brightnessChart() draws mixed depths in percent of the range", () => {
  const { svg, alt } = brightnessChart([
    { split: "a", brightest: 51, depth: 8 },
    { split: "b", brightest: 32768, depth: 16 },
  ]);
  assertStringIncludes(svg, "% of the range");
  assertStringIncludes(alt, "Median of a: 20 %; Median of b: 50 %");
});

Deno.test("scoreChart() writes n beside each value where it differs", () => {
  const row = { model: "m", metric: "Dice", value: 0.5 };
  const { svg, caption } = scoreChart(
    [{ ...row, n: 65 }, { ...row, model: "k", n: 12 }],
    { split: "test" },
  );
  assertMatch(svg, />0\.500, n = 12</);
  assertStringIncludes(caption, "test (n = 12 and 65)");
});

Deno.test("perImageChart() names the mean and the worst image", () => {
  const { caption } = perImageChart(
    [{ id: "good", mean_iou: 0.9 }, { id: "bad", mean_iou: 0.5 }],
    { n: 2, split: "test", metric: "Mean IoU" },
  );
  assertStringIncludes(caption, "mean 0.700; the worst is bad with 0.500");
});

Deno.test("galleryChart() colours a prediction by where it agrees with the mask", async () => {
  const item = {
    title: "<b>",
    image: createImage(4, 1, 1),
    mask: Uint8Array.of(1, 1, 0, 0),
    prediction: Uint8Array.of(1, 0, 1, 0),
  };
  const { svg, caption } = await galleryChart([item], { split: "test" });
  assertStringIncludes(svg, "&lt;b&gt;");
  assertStringIncludes(caption, "stretched to full brightness for display");
  const [, , agreement] = [...svg.matchAll(/base64,([\w+/=]+)/g)].map((
    [, data],
  ) => data!);
  const { default: sharp } = await import("sharp");
  const pixels = await sharp(Uint8Array.fromBase64(agreement!)).raw()
    .toBuffer();
  // White: both; light blue: the mask only; vermilion: the prediction only; black: none.
  assertEquals([...pixels].join(), "255,255,255,124,200,245,213,94,0,0,0,0");
});

Deno.test("modelScoresChart() draws the best first, and costs only where there are any", () => {
  const scope = { n: 65, split: "test", metric: "Dice" };
  const rows = [{ model: "b", score: 0.5, low: null }, { model: "a", score: 0.75 }];
  const plain = modelScoresChart(rows, scope);
  assertStringIncludes(plain.alt, "a 0.750; b 0.500.");
  assertEquals(/megabytes|logarithmic/.test(plain.svg + plain.caption), false);
  const timed = modelScoresChart([{ ...rows[0]!, ms_per_image: 12.34 }, rows[1]!], scope);
  assertStringIncludes(timed.alt, "a 0.750; b 0.500, 12.3 ms.");
  assertStringIncludes(timed.caption, "logarithmic");
});
