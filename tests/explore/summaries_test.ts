import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  channelKinds,
  foregroundSummary,
  type ImageFacts,
  imageKinds,
  sizeLabel,
  sizes,
} from "../../src/explore/mod.ts";
import { FACTS } from "./facts_row.ts";

const TABLE: ImageFacts[] = [
  { ...FACTS, width: 320, megapixels: 0.08192, aspect: 1.25 },
  { ...FACTS, foreground: 0.2 },
  { ...FACTS, foreground: 0.6, look: "purple on white" },
  { ...FACTS, split: "test", kind: "rgb", foreground: null, look: null },
];

Deno.test("channelKinds() counts by split", () => {
  assertEquals(channelKinds(TABLE), [
    { split: "train", kind: "rgba", images: 3 },
    { split: "test", kind: "rgb", images: 1 },
  ]);
});

Deno.test("sizes() puts the most frequent first and tells width from height", () => {
  const square = { width: 256, height: 256, megapixels: 0.065536, aspect: 1 };
  const wide = { width: 320, height: 256, megapixels: 0.08192, aspect: 1.25 };
  assertEquals(sizes(TABLE), [
    { split: "train", size: "256 × 256", ...square, images: 2 },
    { split: "train", size: "320 × 256", ...wide, images: 1 },
    { split: "test", size: "256 × 256", ...square, images: 1 },
  ]);
  assertEquals(sizeLabel({ width: 1272, height: 603 }), "1272 × 603");
});

Deno.test("imageKinds() counts images without a mask as not known", () => {
  assertEquals(imageKinds(TABLE), [
    { split: "train", kind: "white on black", images: 2 },
    { split: "train", kind: "purple on white", images: 1 },
    { split: "test", kind: "not known", images: 1 },
  ]);
});

Deno.test("foregroundSummary() leaves images without a mask out", () => {
  const [train, ...others] = foregroundSummary(TABLE);
  assertEquals(others, []);
  assertAlmostEquals(train!.mean, 0.3, 1e-12);
  assertEquals([train!.images, train!.median, train!.least, train!.most], [
    3,
    0.2,
    0.1,
    0.6,
  ]);
});

Deno.test("the median of an even number of images is between the two in the middle", () => {
  assertEquals(foregroundSummary(TABLE.slice(1, 3))[0]?.median, 0.4);
});

Deno.test("summaries of no image are empty tables", () => {
  for (
    const summarise of [channelKinds, sizes, imageKinds, foregroundSummary]
  ) {
    assertEquals(summarise([]), []);
  }
});
