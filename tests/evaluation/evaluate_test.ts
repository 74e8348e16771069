import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { createImage, evaluate, findProtocol, InputError, useEngine } from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";
import { halfSegmenter, sample, setOf } from "./sample_sets.ts";

for (const protocol of ["case-study", "held-out"]) {
  Deno.test(`evaluate() by ${protocol} is what a count by hand gives`, async () => {
    await useEngine("wasm");
    const model = brightnessModel();
    const set = setOf([
      sample("right", (x) => x < 4),
      // Truth: the left quarter, 16 pixels; seen: 32. Nucleus 16/32, background 32/48.
      sample("too large", (x) => x < 2),
    ]);
    const { scores, perImage } = await evaluate({
      model,
      set,
      protocol: findProtocol(protocol),
    });
    model.dispose();
    const twoClass = (1 / 2 + 2 / 3) / 2;
    assertAlmostEquals(scores.mean_iou, (1 + twoClass) / 2, 1e-12);
    assertAlmostEquals(scores.foreground_iou, (1 + 0.5) / 2, 1e-12);
    assertAlmostEquals(scores.dice, (1 + 2 / 3) / 2, 1e-12);
    // Pooled: 48 hits, 16 false, none missed.
    assertAlmostEquals(scores.pooled_foreground_iou, 48 / 64, 1e-12);
    assertAlmostEquals(scores.pooled_dice, 96 / 112, 1e-12);
    // An IoU of 0.5 is not above 0.5: the second nucleus is not found.
    assertEquals([scores.average_precision, scores.f1_50], [0.5, 0.5]);
    assertEquals([scores.images, perImage[1]!.id], [2, "too large"]);
    assertEquals(perImage.map(({ foreground }) => foreground), [0.5, 0.25]);
    // So it is drawn wrongly, which is neither missed nor invented.
    assertEquals(perImage.map(({ matched, misdrawn }) => [matched, misdrawn]), [
      [1, 0],
      [0, 1],
    ]);
    assertEquals([scores.precision_50, scores.recall_50, scores.panoptic_quality], [
      0.5,
      0.5,
      0.5,
    ]);
    assertEquals([scores.pooled_f1_50, scores.pooled_panoptic_quality], [0.5, 0.5]);
    // Intersection and union of each image: 32 of 32, 16 of 32.
    assertEquals(scores.aggregated_jaccard, (1 + 0.5) / 2);
    assertEquals([scores.count_bias, scores.count_error], [0, 0]);
  });
}

Deno.test("evaluate() refuses images without nuclei to compare with, and no images", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const bare = { id: "bare", image: createImage(8, 8, 1) };
  const protocol = findProtocol("held-out");
  await assertRejects(
    () => evaluate({ model, set: setOf([bare]), protocol }),
    InputError,
    "bare",
  );
  await assertRejects(
    () => evaluate({ model, set: setOf([]), protocol }),
    InputError,
    "none",
  );
  model.dispose();
});

Deno.test("evaluate() scores anything that finds nuclei, as it scores a model", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  const set = setOf([sample("right", (x) => x < 4), sample("too large", (x) => x < 2)]);
  const protocol = findProtocol("held-out");
  const own = await evaluate({ model, set, protocol });
  const other = await evaluate({ segmenter: halfSegmenter("whole"), set, protocol });
  model.dispose();
  const timeless = ({ scores }: typeof own) => ({ ...scores, ms_per_image: 0 });
  assertEquals(timeless(other), timeless(own));
  assertEquals([other.thresholds, other.errors], [own.thresholds, own.errors]);
});

Deno.test("evaluate() by case-study refuses what has no input size", async () => {
  await assertRejects(
    () =>
      evaluate({
        segmenter: halfSegmenter("whole"),
        set: setOf([sample("right", (x) => x < 4)]),
        protocol: findProtocol("case-study"),
      }),
    InputError,
    "held-out for whole",
  );
});
