import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  createImage,
  DEFAULT_SPLITTING,
  evaluate,
  findProtocol,
  InputError,
  type Model,
  type Sample,
  type SampleSet,
  type Segmenter,
  useEngine,
} from "#karyon";
import { brightnessModel } from "../support/tiny_model.ts";

/** 8 x 8: the network sees the bright left half; the truth is given. */
function sample(id: string, isNucleus: (x: number, y: number) => boolean): Sample {
  const image = createImage(8, 8, 1);
  const labels = new Int32Array(64);
  for (let i = 0; i < 64; i++) {
    image.data[i] = i % 8 < 4 ? 255 : 0;
    labels[i] = isNucleus(i % 8, Math.floor(i / 8)) ? 1 : 0;
  }
  return { id, image, labels, mask: Uint8Array.from(labels) };
}

function setOf(samples: readonly Sample[]): SampleSet {
  return {
    name: "test",
    ids: samples.map(({ id }) => id),
    read: (id) => Promise.resolve(samples.find((one) => one.id === id)!),
    inspect: () => Promise.reject(new Error("not read")),
  };
}

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

Deno.test("evaluate() scores pixels at the input size or at native size, by the protocol", async () => {
  await useEngine("wasm");
  const model = brightnessModel();
  // 24 x 8 shrinks to 8 x 8: the nucleus, one bright column of 24, falls between
  // the columns that bilinear resizing takes (1, 4, 7 ...), so it vanishes.
  const image = createImage(24, 8, 1);
  const labels = new Int32Array(24 * 8);
  for (let y = 0; y < 8; y++) {
    image.data[y * 24 + 2] = 255;
    labels[y * 24 + 2] = 1;
  }
  const set = setOf([{ id: "thin", image, labels, mask: Uint8Array.from(labels) }]);
  const score = async (protocol: string) =>
    (await evaluate({ model, set, protocol: findProtocol(protocol) })).scores;
  const atInput = await score("case-study"), native = await score("held-out");
  model.dispose();
  // Nothing in truth nor prediction at 8 x 8; at native size a missed nucleus.
  assertEquals(atInput.foreground_iou, 1);
  assertEquals(native.foreground_iou, 0);
  assertEquals(atInput.average_precision, native.average_precision);
});

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

Deno.test("evaluate() of a native model: held-out at native size, case-study squeezed", async () => {
  await useEngine("wasm");
  const squeezing = brightnessModel();
  const { card } = squeezing;
  const model: Model = {
    ...squeezing,
    card: { ...card, input: { ...card.input, fit: "native" } },
  };
  // As above: a column that a squeeze to 8 x 8 loses.
  const image = createImage(24, 8, 1);
  const labels = new Int32Array(24 * 8);
  for (let y = 0; y < 8; y++) {
    image.data[y * 24 + 2] = 255;
    labels[y * 24 + 2] = 1;
  }
  const set = setOf([{ id: "thin", image, labels, mask: Uint8Array.from(labels) }]);
  const score = async (model: Model, protocol: string) => {
    const { scores } = await evaluate({ model, set, protocol: findProtocol(protocol) });
    return { ...scores, ms_per_image: 0 };
  };
  const native = await score(model, "held-out");
  assertEquals([native.foreground_iou, native.average_precision], [1, 1]);
  assertEquals(await score(model, "case-study"), await score(squeezing, "case-study"));
  model.dispose();
});

/** Finds the bright half as one nucleus of 32 pixels, or as bands of two columns. */
function halfSegmenter(name: "whole" | "bands"): Segmenter {
  return {
    name,
    segment: ({ width, height }) => {
      const mask = Uint8Array.from(
        { length: width * height },
        (_, i) => i % width < 4 ? 1 : 0,
      );
      const labels = Int32Array.from(
        mask,
        (is, i) => is === 0 ? 0 : name === "whole" ? 1 : 1 + Math.floor(i % width / 2),
      );
      return { mask, labels, count: Math.max(...labels) };
    },
  };
}

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
