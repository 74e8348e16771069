import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  createImage,
  DEFAULT_SPLITTING,
  evaluate,
  findProtocol,
  type Model,
  useEngine,
} from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";
import { halfSegmenter, sample, setOf } from "./sample_sets.ts";

Deno.test("evaluate() says by threshold and by kind what happened to the nuclei", async () => {
  const set = setOf([
    // Each nucleus under two bands of half its size.
    sample("split", (x) => x < 4),
    // One of the two bands is it, the other is invented.
    sample("found", (x) => x < 2),
    sample("dark", (x) => x >= 4),
  ]);
  const { thresholds, errors, scores } = await evaluate({
    segmenter: halfSegmenter("bands"),
    set,
    protocol: findProtocol("held-out"),
  });
  assertEquals(errors.map(({ kind, images }) => [kind, images]), [
    ["all", 3],
    ["white on black", 2],
    ["black on white", 1],
  ]);
  const [all, white] = errors;
  assertEquals(all, {
    kind: "all",
    images: 3,
    nuclei: 3,
    predicted_nuclei: 6,
    matched: 1,
    merged: 0,
    split: 1,
    misdrawn: 0,
    missed: 1,
    invented: 3,
  });
  assertEquals([white!.matched, white!.split, white!.invented], [1, 1, 1]);
  assertEquals(thresholds.length, 30);
  const [first] = thresholds;
  assertEquals([first!.kind, first!.iou, first!.pooled_precision, first!.pooled_recall], [
    "all",
    0.5,
    1 / 6,
    1 / 3,
  ]);
  // The mean over images: 0, 1 of 2 predicted, 0.
  assertAlmostEquals(first!.precision, 1 / 6, 1e-12);
  assertAlmostEquals(first!.f1, (2 / 3) / 3, 1e-12);
  const ofAll = thresholds.filter(({ kind }) => kind === "all");
  const mean = ofAll.reduce((sum, { jaccard }) => sum + jaccard, 0) / ofAll.length;
  assertAlmostEquals(mean, scores.average_precision, 1e-12);
  // Each image has one nucleus and two predictions.
  assertEquals([scores.count_bias, scores.count_error, scores.relative_count_error], [
    1,
    1,
    1,
  ]);
});

Deno.test("evaluate() tells nuclei apart as the card says, or as connected pieces", async () => {
  await useEngine("wasm");
  const bright = brightnessModel();
  const { card } = bright;
  const model: Model = {
    ...bright,
    card: {
      ...card,
      input: { ...card.input, fit: "native" },
      splitting: DEFAULT_SPLITTING.distance,
    },
  };
  // Two discs that meet: centres ten apart, radius 5.5.
  const image = createImage(24, 14, 1);
  const labels = new Int32Array(24 * 14);
  for (let i = 0; i < labels.length; i++) {
    const x = i % 24, y = Math.floor(i / 24);
    labels[i] = Math.hypot(x - 6, y - 6) < 5.5
      ? 1
      : Math.hypot(x - 16, y - 6) < 5.5
      ? 2
      : 0;
    image.data[i] = labels[i] === 0 ? 0 : 255;
  }
  const mask = labels.map((label) => Math.min(1, label));
  const set = setOf([{ id: "pair", image, labels, mask: Uint8Array.from(mask) }]);
  const score = async (splitting?: "card" | "components") => {
    const { perImage: [one] } = await evaluate({
      model,
      ...(splitting ? { splitting } : {}),
      set,
      protocol: findProtocol("held-out"),
    });
    return [one!.matched, one!.merged, one!.foreground_iou];
  };
  assertEquals(await score(), [2, 0, 1]);
  assertEquals(await score("card"), [2, 0, 1]);
  // The first, which has the pixels where they overlap, is more than half of the piece.
  assertEquals(await score("components"), [1, 1, 1]);
  model.dispose();
});
