import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { chooseThreshold, InputError } from "#karyon";

/** An image of one row whose true nucleus is where the labels are 1. */
const row = (nucleus: readonly number[], labels: readonly number[]) => ({
  maps: { width: nucleus.length, height: 1, nucleus: Float32Array.from(nucleus) },
  labels: Int32Array.from(labels),
});

Deno.test("chooseThreshold() takes the threshold that is better in every image", () => {
  const images = [row([0.9, 0.32, 0.1], [1, 1, 0]), row([0.8, 0.31, 0.21], [2, 2, 0])];
  const { threshold, foreground_iou, table } = chooseThreshold(images, 0.5);
  // Above 0.21 and up to 0.3 both are right; the first of these that is tried is taken.
  assertEquals([threshold, foreground_iou], [0.25, 1]);
  const half = table.find((one) => one.threshold === 0.5)!;
  assertEquals([half.foreground_iou, half.standard_error], [0.5, 0]);
  assertEquals(table.length, 17);
});

Deno.test("chooseThreshold() stays where the gain is no more than one standard error", () => {
  // At 0.3 the first image gains 1/2, the second loses 1/3; 1/12 on average.
  const images = [row([0.9, 0.32], [1, 1]), row([0.9, 0.32, 0.9], [1, 0, 1])];
  const { threshold, table } = chooseThreshold(images, 0.5);
  assertEquals(threshold, 0.5);
  const { foreground_iou, standard_error } = table.find((one) => one.threshold === 0.3)!;
  assertAlmostEquals(foreground_iou, (1 + 2 / 3) / 2, 1e-12);
  // Gains of 1/2 and -1/3: half of their difference.
  assertAlmostEquals(standard_error, 5 / 12, 1e-12);
});

Deno.test("chooseThreshold() tries the start where it is none of its own", () => {
  const { table } = chooseThreshold([row([0.9], [1])], 0.42);
  assertEquals(table.filter(({ threshold }) => threshold === 0.42).length, 1);
  assertThrows(() => chooseThreshold([], 0.5), InputError, "found none");
});
