import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import {
  changedPixelsChart,
  costBarsChart,
  formatLossesChart,
  weightStepsChart,
} from "../../src/charts/mod.ts";

const SCOPE = { n: 12, split: "test", metric: "changed pixels" };
const BARS = { ...SCOPE, title: "Changed pixels", label: "pixels" };

Deno.test("costBarsChart() names n, split and metric, and writes every value", () => {
  const { alt, caption, svg } = costBarsChart(
    [{ name: "uint8", value: 2.25 }, { name: "int8", value: 1234, marked: true }],
    { ...BARS, marked: "computed in 8 bits", reference: { value: 5, words: "bound" } },
  );
  assertEquals(caption, "Changed pixels: changed pixels; test (n = 12).");
  assertEquals(alt, "Changed pixels. uint8 2.25; int8 1,234.");
  for (const words of ["computed in 8 bits", ">bound<", ">1,234<"]) {
    assertStringIncludes(svg, words);
  }
});

Deno.test("costBarsChart() draws no legend where nothing is marked", () => {
  const { svg } = costBarsChart([{ name: "a", value: 1 }], BARS);
  assertEquals(svg.includes('x="22"'), false);
});

Deno.test("weightStepsChart() moves each weight to the nearest step", () => {
  const { alt, caption, svg } = weightStepsChart({
    weight: "a/kernel",
    values: Float32Array.of(-0.9, 0.2, 1.1),
    scale: 1,
    min: -6,
  });
  assertStringIncludes(caption, "a/kernel (n = 3 weights)");
  assertStringIncludes(alt, "steps of 1.");
  // From the axis' left end, 60, to its right, 351.4, lie 12 steps: here 5, 6 and 7.
  const ends = [...svg.matchAll(/<path d="M[1-9][\d.]*,[\d.]+L([\d.]+),[\d.]+"/g)]
    .map(([, x]) => Math.round((Number(x) - 60) / ((368 - 16 - 60) / 12)));
  assertEquals(ends, [5, 6, 7]);
});

Deno.test("weightStepsChart() draws weights that are all the same", () => {
  const { svg } = weightStepsChart({
    weight: "a",
    values: new Float32Array(4).fill(0.5),
    scale: 1,
    min: 0.5,
  });
  assertEquals(svg.includes("NaN"), false);
});

Deno.test("changedPixelsChart() counts images once, whatever their formats", () => {
  const row = { id: "a", format: "uint8", doubtful: 10, changed: 2 };
  const { alt, caption } = changedPixelsChart(
    [row, { ...row, format: "int8", changed: 7 }, { ...row, id: "b" }],
    { split: "test", doubtful: "a probability of 0.4 to 0.6" },
  );
  assertStringIncludes(caption, "0.4 to 0.6 in float32");
  assertStringIncludes(caption, "test (n = 2)");
  assertStringIncludes(alt, "7 pixels in int8");
});

Deno.test("formatLossesChart() names what lost most", () => {
  const { alt, caption } = formatLossesChart([
    { model: "a", format: "float16", change: 0.001 },
    { model: "b", format: "int8", change: -0.0123 },
  ], SCOPE);
  assertStringIncludes(alt, "lowest: b in int8, -0.0123");
  assertStringIncludes(caption, "test (n = 12)");
});

Deno.test("The charts of quantisation name what they cannot draw", () => {
  const pixels = { split: "test", doubtful: "doubt" };
  const weights = { weight: "k", values: Float32Array.of(1), scale: 1, min: 0 };
  const draws: [string, () => unknown][] = [
    ["costBarsChart: Expected a table", () => costBarsChart([], BARS)],
    [
      "found NaN in row 0",
      () => costBarsChart([{ name: "a", value: NaN }], BARS),
    ],
    ["changedPixelsChart: Expected a table", () => changedPixelsChart([], pixels)],
    ["formatLossesChart: Expected a table", () => formatLossesChart([], SCOPE)],
    [
      'Expected "k" to have values',
      () => weightStepsChart({ ...weights, values: new Float32Array() }),
    ],
    ["found 1 values, 0 and 0", () => weightStepsChart({ ...weights, scale: 0 })],
  ];
  for (const [words, draw] of draws) {
    assertStringIncludes(assertThrows(draw, InputError).message, words);
  }
});
