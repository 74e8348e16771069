import { assertAlmostEquals, assertEquals } from "@std/assert";
import { exploreSamples, exploreSet } from "../../src/explore/mod.ts";
import { createImage } from "../../src/images/mod.ts";
import { NO_MASK, stream } from "./facts_row.ts";

Deno.test("exploreSamples() measures an image with labels", async () => {
  const image = createImage(5, 2, 4);
  for (let pixel = 0; pixel < 10; pixel++) image.data.set([51, 51, 51], pixel * 4);
  image.data.set([255, 255, 255], 0);
  const labels = Int32Array.of(1, 1, 0, 2, 2, 1, 0, 0, 2, 2);
  const [facts] = await exploreSamples(stream({ id: "a", image, labels }), "train");
  const { gray, gray_spread, gray_skew, contrast, difference, ...rest } = facts!;
  // Nine pixels of 0.2 and one of 1: a Bernoulli variable of p = 0.1, 0.8 wide.
  assertAlmostEquals(gray, 0.28, 1e-9);
  assertAlmostEquals(gray_spread, 0.8 * 0.3, 1e-9);
  assertAlmostEquals(gray_skew, 0.8 / 0.3, 1e-9);
  // Seven nucleus pixels: (6 * 0.2 + 1) / 7 = 2.2 / 7, against 0.2.
  assertAlmostEquals(difference!, 0.8 / 7, 1e-7);
  assertAlmostEquals(contrast!, (0.8 / 7) / (3.6 / 7), 1e-7);
  assertAlmostEquals(rest.separation!, (0.8 / 7) / (0.8 * Math.sqrt(6 / 49 / 2)), 1e-6);
  assertEquals({ ...rest, separation: 0 }, {
    id: "a",
    split: "train",
    kind: "rgba",
    gray_in_rgb: true,
    alpha_used: false,
    width: 5,
    height: 2,
    megapixels: 0.00001,
    aspect: 2.5,
    depth: 8,
    smallest: 51,
    low: 51,
    // The value before the last of thirty: 0.998 of the way.
    high: 255,
    // Alpha, 255 everywhere, is no brightness.
    brightest: 255,
    mean: 71.4,
    clipped: 0.1,
    gray_low: 0.2,
    gray_middle: 0.2,
    gray_high: 0.2,
    red_green: 0,
    yellow_blue: 0,
    bright_yellow_blue: 0,
    saturation: 0,
    // Too low to have inner pixels.
    noise: 0,
    sharpness: 0,
    texture: 0,
    edge_sharpness: null,
    foreground: 0.7,
    nuclei: 2,
    nuclei_per_megapixel: 2 / 0.00001,
    median_area: 3.5,
    area_variation: 0.5 / 3.5,
    touching: 0,
    separation: 0,
    nucleus_texture: rest.nucleus_texture,
    look: "white on black",
  });
  // Gray of the first nucleus is 1, 0.2, 0.2; the second has one gray.
  const first = 0.8 * Math.sqrt(2) / 3 / (1.4 / 3);
  assertAlmostEquals(rest.nucleus_texture!, first / 2, 1e-6);
});

Deno.test("exploreSamples() leaves unknown what an image without a mask cannot tell", async () => {
  const image = createImage(2, 1, 1, 16);
  image.data.set([100, 40000]);
  const [facts] = await exploreSamples(stream({ id: "b", image }), "own");
  assertEquals({ ...facts, ...NO_MASK }, { ...facts });
  assertEquals([facts?.kind, facts?.depth, facts?.smallest, facts?.brightest], [
    "gray",
    16,
    100,
    40000,
  ]);
});

Deno.test("an image of 16 bit is measured in its range, where it has one", async () => {
  const image = createImage(2, 1, 1, 16);
  image.data.set([100, 600]);
  const range = { black: 100, white: 500, percentiles: [0, 1] } as const;
  const [plain, ranged] = await exploreSamples(
    stream({ id: "plain", image }, { id: "ranged", image, range }),
    "own",
  );
  assertAlmostEquals(plain!.gray, 350 / 65535, 2e-4);
  // Beyond the range there is nothing brighter than 1.
  assertEquals(ranged?.gray, 0.5);
  assertEquals(ranged?.brightest, 600);
});

Deno.test("colours are measured in shares of the range", async () => {
  const image = createImage(2, 1, 3);
  image.data.set([255, 255, 0, 51, 0, 102]);
  const [facts] = await exploreSamples(stream({ id: "c", image }), "own");
  assertAlmostEquals(facts!.red_green, (306 - 255) / 510, 1e-7);
  assertAlmostEquals(facts!.yellow_blue, (561 / 2 - 102) / 510, 1e-7);
  // The brighter half begins at the middle pixel, the first of two: it is all.
  assertAlmostEquals(facts!.bright_yellow_blue, (561 / 2 - 102) / 510, 1e-7);
  assertAlmostEquals(facts!.saturation, 1, 1e-9);
  assertEquals(facts?.clipped, 0.5);
});

Deno.test("the brighter half tells a yellow background from purple nuclei", async () => {
  const image = createImage(3, 1, 3);
  image.data.set([235, 239, 221, 227, 226, 201, 128, 112, 157]);
  const [facts] = await exploreSamples(stream({ id: "y", image }), "own");
  assertAlmostEquals(facts!.bright_yellow_blue, (16 + 25.5) / 2 / 255, 1e-6);
});

Deno.test("an image with a mask but no labels has a foreground and no count", async () => {
  const mask = Uint8Array.of(0, 1, 1, 1);
  const sample = { id: "c", image: createImage(2, 2, 3), mask };
  const [facts] = await exploreSamples(stream(sample), "own");
  assertEquals([facts?.foreground, facts?.nuclei, facts?.touching], [0.75, null, null]);
  // All is black: there is nothing to divide by.
  assertEquals([facts?.difference, facts?.contrast, facts?.separation], [0, null, null]);
});

Deno.test("an image with labels but no nucleus has 0 of them and no area", async () => {
  const sample = { id: "d", image: createImage(2, 2, 3), labels: new Int32Array(4) };
  const [facts] = await exploreSamples(stream(sample), "own");
  const { foreground, nuclei, median_area, touching, contrast } = facts!;
  assertEquals([foreground, nuclei, median_area, touching, contrast], [
    0,
    0,
    null,
    null,
    null,
  ]);
});

Deno.test("exploreSamples() keeps the order and one row an image", async () => {
  const image = createImage(1, 1, 1);
  const facts = await exploreSamples(stream({ id: "z", image }, { id: "a", image }), "s");
  assertEquals(facts.map(({ id, split }) => [id, split]), [["z", "s"], ["a", "s"]]);
});

Deno.test("nuclei touch by a side or a corner, not around the image's border", async () => {
  const labels = Int32Array.from([
    ...[1, 0, 0, 3, 3],
    ...[0, 2, 0, 0, 0],
    ...[0, 0, 0, 0, 0],
    ...[4, 0, 0, 0, 5],
    ...[5, 0, 0, 0, 0],
  ]);
  const image = createImage(5, 5, 1);
  const { nuclei } = await exploreSet(stream({ id: "e", image, labels }), "own");
  assertEquals(nuclei.map(({ label, area, touching }) => [label, area, touching]), [
    [1, 1, true],
    [2, 1, true],
    [3, 2, false],
    [4, 1, true],
    [5, 2, true],
  ]);
  assertAlmostEquals(nuclei[0]!.diameter ** 2 * Math.PI / 4, 1, 1e-12);
});

Deno.test("the last pixel of a row does not touch the first of the next", async () => {
  const labels = Int32Array.of(0, 0, 1, 2, 0, 0);
  const { nuclei } = await exploreSet(
    stream({ id: "f", image: createImage(3, 2, 1), labels }),
    "own",
  );
  assertEquals(nuclei.map(({ touching }) => touching), [false, false]);
});

Deno.test("the distribution of intensities weights each image the same", async () => {
  const dark = createImage(2, 1, 1);
  const coloured = createImage(10, 1, 3);
  for (let x = 0; x < 10; x++) coloured.data.set([255, 255, 0], x * 3);
  const { intensities } = await exploreSet(
    stream({ id: "a", image: dark }, { id: "b", image: coloured }),
    "own",
  );
  assertEquals(intensities.length, 4 * 64);
  const share = (channel: string, bin: number) =>
    intensities.filter((row) => row.channel === channel)[bin]!.share;
  assertAlmostEquals(share("red", 0), 0.5, 1e-12);
  assertAlmostEquals(share("red", 63), 0.5, 1e-12);
  assertAlmostEquals(share("blue", 0), 1, 1e-12);
  // Luma of yellow is 0.886: bin 56 of 64.
  assertAlmostEquals(share("gray", 56), 0.5, 1e-12);
  assertEquals([intensities[1]?.from, intensities[1]?.to], [1 / 64, 2 / 64]);
});

Deno.test("no image is no row", async () => {
  assertEquals(await exploreSet(stream(), "none"), {
    facts: [],
    nuclei: [],
    intensities: [],
  });
});
