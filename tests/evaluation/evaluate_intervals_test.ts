import { assertEquals } from "@std/assert";
import { evaluate, findProtocol, useEngine } from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";
import { sample, setOf } from "./sample_sets.ts";

Deno.test("evaluate() gives intervals over images, and scores and intervals by kind", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const dark = sample("dark nucleus", (x) => x >= 4);
  const empty = sample("empty", () => false);
  const set = setOf([
    sample("right", (x) => x < 4),
    sample("too large", (x) => x < 2),
    dark,
    empty,
  ]);
  const evaluation = await evaluate({ model, set, protocol: findProtocol("held-out") });
  model.dispose();
  const { scores, intervals, kinds, perImage } = evaluation;
  assertEquals(perImage.map(({ kind }) => kind), [
    "white on black",
    "white on black",
    "black on white",
    "unknown",
  ]);
  assertEquals(
    kinds.map(({ kind, images, foreground_iou }) => [kind, images, foreground_iou]),
    // Nothing of the dark nucleus is seen; in the empty image half of the pixels.
    [["white on black", 2, 0.75], ["black on white", 1, 0], ["unknown", 1, 0]],
  );
  // Of two images, both drawn twice happens in a quarter of the cases each.
  assertEquals(kinds[0]!.intervals.foreground_iou, [0.5, 1]);
  // 32 of 64 pixels against 64 of 64.
  assertEquals(kinds[0]!.intervals.pooled_foreground_iou, [0.5, 1]);
  assertEquals(kinds[1]!.intervals, {});
  const names = Object.keys(intervals);
  assertEquals(
    names.sort(),
    Object.keys(scores).filter((name) => !/images|ms|count/.test(name)).sort(),
  );
  for (const [name, [low, high]] of Object.entries(intervals)) {
    const score = scores[name as keyof typeof intervals];
    assertEquals(0 <= low && low <= score && score <= high && high <= 1, true, name);
  }
});

Deno.test("evaluate() draws the same intervals each time", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const widths = [1, 2, 3, 5, 6];
  const set = setOf(widths.map((width) => sample(`${width}`, (x) => x < width)));
  const score = () => evaluate({ model, set, protocol: findProtocol("held-out") });
  assertEquals((await score()).intervals, (await score()).intervals);
  model.dispose();
});
