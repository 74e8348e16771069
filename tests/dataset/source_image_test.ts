import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  createImage,
  InputError,
  makeSourceImage,
  mergeLabels,
  normalizeIntensity,
  openDataset,
  readSourceImages,
  type Sample,
  squareAsSource,
  toFloat,
} from "#karyon";

/** Two pixels high, three wide, dark, with a nucleus. */
function sampleOf(values: readonly number[], depth: 8 | 16 = 8): Sample {
  const image = createImage(3, 2, 3, depth);
  image.data.set(values);
  const labels = Int32Array.of(0, 4, 4, 0, 0, 0);
  return { id: "dark", image, mask: mergeLabels(labels), labels };
}

/** Twice what twelve bits hold. */
const RANGE = { black: 0, white: 8190, percentiles: [0, 1] } as const;

const RAMP = Array.from({ length: 18 }, (_, i) => 2 * i);

Deno.test('makeSourceImage() with "none" keeps the pixels of eight bits', () => {
  const source = makeSourceImage(sampleOf(RAMP), "train", { normalization: "none" });
  assertEquals([...source.pixels], RAMP);
  assertEquals([source.id, source.width, source.height, source.peak], [
    "dark",
    3,
    2,
    255,
  ]);
});

for (const normalization of ["stretch", "stretch-channels"] as const) {
  Deno.test(`makeSourceImage() with "${normalization}" normalises the whole image, to half a step of eight bits`, () => {
    const sample = sampleOf(RAMP);
    const { pixels } = makeSourceImage(sample, "train", { normalization });
    const expected = normalizeIntensity(toFloat(sample.image), normalization);
    pixels.forEach((value, i) =>
      assertAlmostEquals(value / 255, expected[i]!, 0.5 / 255 + 1e-6)
    );
    assertEquals([Math.min(...pixels), Math.max(...pixels)], [0, 255]);
  });
}

Deno.test("makeSourceImage() takes sixteen bits by their range in use", () => {
  // Twelve bits of sixteen, as many cameras have.
  const deep = sampleOf(
    Array.from({ length: 18 }, (_, i) => Math.round(4095 * i / 17)),
    16,
  );
  const { pixels } = makeSourceImage(deep, "train", { normalization: "none" });
  assertEquals(Math.max(...pixels), 255);
  const given = makeSourceImage(
    { ...deep, range: RANGE },
    "train",
    {
      normalization: "none",
    },
  );
  assert(Math.max(...given.pixels) <= 128);
});

Deno.test("makeSourceImage() turns gray into three channels", () => {
  const image = createImage(3, 2, 1);
  image.data.set([0, 50, 100, 150, 200, 250]);
  const { pixels } = makeSourceImage({ ...sampleOf(RAMP), image }, "train", {
    normalization: "none",
  });
  assertEquals([...pixels.subarray(0, 6)], [0, 0, 0, 50, 50, 50]);
});

Deno.test("makeSourceImage() keeps labels where they are asked for", () => {
  const normalization = "none";
  const bare = makeSourceImage(sampleOf(RAMP), "train", { normalization });
  assert(!("labels" in bare));
  const kept = makeSourceImage(sampleOf(RAMP), "train", { normalization, labels: true });
  assertEquals([...kept.labels!], [0, 4, 4, 0, 0, 0]);
});

Deno.test("makeSourceImage() names a sample without a mask, and its set", () => {
  const { mask: _, ...bare } = sampleOf(RAMP);
  assertThrows(
    () => makeSourceImage(bare, "stage9", { normalization: "none" }),
    InputError,
    'a mask for "dark" of stage9',
  );
});

Deno.test("readSourceImages() reads in order, each at its own size, and tells how far it is", async () => {
  const { train } = await openDataset("synthetic:4");
  const ids = train.ids.slice(0, 3).toReversed();
  const told: number[][] = [];
  const sources = await readSourceImages(train, ids, {
    normalization: "stretch",
    labels: true,
    onProgress: (done, total) => told.push([done, total]),
  });
  assertEquals(sources.map(({ id }) => id), ids);
  assertEquals(told, [[1, 3], [2, 3], [3, 3]]);
  for (const { width, height, pixels, mask, labels } of sources) {
    assertEquals(
      [pixels.length, mask.length, labels!.length],
      [3 * width * height, width * height, width * height],
    );
  }
});

Deno.test("readSourceImages() says of an image that is not there which it is", async () => {
  const { train } = await openDataset("synthetic:4");
  await assertRejects(
    () => readSourceImages(train, ["nobody"], { normalization: "none" }),
    InputError,
    "nobody",
  );
});

Deno.test("squareAsSource() takes a prepared square for a whole image of sixteen bits", () => {
  const sample = {
    id: "a",
    pixels: new Uint16Array(48).fill(9),
    mask: new Uint8Array(16),
  };
  assertEquals(squareAsSource(sample), { ...sample, width: 4, height: 4, peak: 65535 });
});
