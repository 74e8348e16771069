import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  createImage,
  evaluate,
  findProtocol,
  InputError,
  type Model,
  type Sample,
  type SampleSet,
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
    Object.keys(scores).filter((name) => !/images|ms/.test(name)).sort(),
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
