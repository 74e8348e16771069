import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import { thresholdHistogramChart } from "../../src/charts/mod.ts";

const SCOPE = { label: "brightness", split: "test" };

Deno.test("thresholdHistogramChart() says what lies above each threshold", () => {
  const { alt, caption, svg } = thresholdHistogramChart([
    { title: "one", values: [0, 0.25, 0.5, 1], threshold: 0.25 },
    { title: "two", values: [0.75], threshold: 0.5 },
  ], SCOPE);
  assertStringIncludes(
    alt,
    "one: threshold 0.25, 50.0 % above; two: threshold 0.50, 100.0 %",
  );
  assertStringIncludes(caption, "one and two; test (n = 2 images)");
  assertEquals(svg.match(/stroke-dasharray="4 3"/g)?.length, 2);
});

Deno.test("thresholdHistogramChart() names the image that it cannot draw", () => {
  const draw = (values: number[], threshold: number) => () =>
    thresholdHistogramChart([{ title: "odd one", values, threshold }], SCOPE);
  assertThrows(() => thresholdHistogramChart([], SCOPE), InputError, "found none");
  assertThrows(draw([], 0.5), InputError, '"odd one"');
  assertThrows(draw([0.5, 1.5], 0.5), InputError, "found 1.5");
  assertThrows(draw([0.5, NaN], 0.5), InputError, "found NaN");
  assertThrows(draw([0.5], -1), InputError, "found -1");
});
