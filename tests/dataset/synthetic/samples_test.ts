import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { LabelledSample, Sample } from "../../../src/dataset/sample.ts";
import {
  drawSyntheticSample,
  syntheticSamples,
} from "../../../src/dataset/synthetic/samples.ts";
import {
  SYNTHETIC_KINDS,
  SYNTHETIC_ORDER,
  type SyntheticKindName,
} from "../../../src/dataset/synthetic/kinds.ts";
import { piecesOf } from "../pieces.ts";

/** SHA-256 over id, size, pixels and labels of samples. */
function checksum(samples: readonly LabelledSample[]): string {
  const hash = createHash("sha256");
  for (const { id, image, labels, mask } of samples) {
    hash.update(
      `${id} ${image.width} ${image.height} ${image.channels} ${image.depth}`,
    );
    hash.update(image.data).update(new Uint8Array(labels.buffer)).update(mask);
  }
  return hash.digest("hex");
}

const kindOf = (sample: Sample) => sample.id.replace(/^\w+-\d+-/, "");

/** Mean of all colours over some pixels. */
function meanOf({ image }: Sample, pixels: readonly number[]): number {
  const colors = Math.min(image.channels, 3);
  let sum = 0;
  for (const pixel of pixels) {
    for (let c = 0; c < colors; c++) sum += image.data[pixel * image.channels + c]!;
  }
  return sum / (colors * pixels.length);
}

/** Mean light of the nuclei, and of the rest. */
function insideAndOutside(sample: LabelledSample): [inside: number, outside: number] {
  const pixels = [...sample.mask.keys()];
  return [
    meanOf(sample, pixels.filter((pixel) => sample.mask[pixel] === 1)),
    meanOf(sample, pixels.filter((pixel) => sample.mask[pixel] === 0)),
  ];
}

/** The pixels of each nucleus. */
function pixelsByLabel(labels: Int32Array): number[][] {
  const nuclei: number[][] = [];
  labels.forEach((label, pixel) => {
    if (label > 0) (nuclei[label - 1] ??= []).push(pixel);
  });
  return nuclei;
}

/** The gray level that 1 of 100 pixels of the nuclei are above. */
function brightLevel({ image, mask }: LabelledSample): number {
  const levels = [...mask.keys()].filter((pixel) => mask[pixel] === 1)
    .map((pixel) => image.data[pixel * image.channels]!)
    .sort((a, b) => a - b);
  return levels[Math.floor(0.99 * levels.length)]!;
}

const first8 = syntheticSamples("train", { count: 8 });

Deno.test("the first synthetic samples have the committed bytes", () => {
  assertEquals(
    checksum(first8.slice(0, 4)),
    "65efe5565794b926144b29f9f9916aa16c5ea536548bec5343182219a4b3edb7",
  );
  assertEquals(
    checksum(syntheticSamples("test", { count: 2 })),
    "0a5a2727938a2b8810c87d4889a63d40d646df1799376e79521dc066244871ee",
  );
});

Deno.test("drawSyntheticSample() draws the same for the same seed and index, else not", () => {
  const [a, again] = [drawSyntheticSample(5, 2), drawSyntheticSample(5, 2)];
  assertEquals(checksum([a]), checksum([again]));
  const others = [
    drawSyntheticSample(6, 2),
    drawSyntheticSample(5, 10),
    drawSyntheticSample(5, 2, { split: "test" }),
  ];
  const pixels = [a, ...others].map(({ image }) => image.data.join());
  assertEquals(new Set(pixels).size, 4);
});

Deno.test("syntheticSamples() gives the samples that drawSyntheticSample() draws", () => {
  const samples = syntheticSamples("test", { seed: 3, count: 3 });
  assertEquals(
    checksum(samples),
    checksum(
      [0, 1, 2].map((index) => drawSyntheticSample(3, index, { split: "test" })),
    ),
  );
  assertEquals(new Set(samples.map(({ id }) => id)).size, 3);
});

Deno.test("the first 8 synthetic samples hold all kinds, 5 of them on black", () => {
  const kinds = first8.map(kindOf);
  assertEquals(kinds.filter((kind) => kind.endsWith("on-black")).length, 5);
  for (
    const kind of ["purple-on-purple", "purple-on-white", "black-on-white"]
  ) {
    assert(kinds.includes(kind), kind);
  }
});

Deno.test("40 synthetic samples in a row hold the kinds in the real set's shares", () => {
  const kinds = SYNTHETIC_ORDER.map((kind) =>
    kind.endsWith("on-black") ? "on-black" : kind
  );
  const count = (kind: string) => kinds.filter((other) => other === kind).length;
  // 546, 70, 38 and 16 of 670, in fortieths.
  assertEquals(kinds.length, 40);
  assertEquals(count("on-black"), Math.round(546 / 670 * 40));
  assertEquals(count("purple-on-purple"), Math.round(70 / 670 * 40));
  assertEquals(count("purple-on-white"), Math.round(38 / 670 * 40));
  assertEquals(count("black-on-white"), Math.round(16 / 670 * 40));
});

Deno.test("drawSyntheticSample() draws a kind out of its turn where asked", () => {
  for (const name of Object.keys(SYNTHETIC_KINDS) as SyntheticKindName[]) {
    if (name === "black-on-white" || name === "embryo-on-black") continue; // large
    const sample = drawSyntheticSample(4, 3, { kind: name });
    assertEquals(sample.id, `train-003-${name}`);
    const [inside, outside] = insideAndOutside(sample);
    assertEquals(inside > outside, name.endsWith("on-black"), name);
  }
});

Deno.test("synthetic labels are contiguous from 1, one piece each, and make the mask", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 0, max: 40 }),
      (seed, index) => {
        const { image, labels, mask } = drawSyntheticSample(seed, index);
        assertEquals(labels.length, image.width * image.height);
        const pieces = piecesOf(labels, image.width);
        const numbers = [...pieces.keys()].sort((a, b) => a - b);
        assertEquals(numbers, numbers.map((_, i) => i + 1));
        assertGreater(numbers.length, 0);
        for (const [label, sizes] of pieces) {
          assertEquals(sizes.length, 1, `label ${label} is in pieces`);
          assertGreater(sizes[0]!, 11);
        }
        assertEquals(
          mask,
          Uint8Array.from([...labels], (label) => label > 0 ? 1 : 0),
        );
      },
    ),
    { numRuns: 16, seed: 1 },
  );
});

Deno.test("synthetic nuclei lie under their labels: each differs from what surrounds it", () => {
  for (const sample of first8) {
    const { labels, mask, image } = sample;
    const isBright = sample.id.endsWith("on-black");
    const [inside, outside] = insideAndOutside(sample);
    assertGreater(
      isBright ? inside / outside : outside / inside,
      1.2,
      sample.id,
    );
    // Nucleus by nucleus, against the background up to 3 pixels away from it.
    let right = 0, judged = 0;
    for (const pixels of pixelsByLabel(labels)) {
      const near = pixels.flatMap((pixel) =>
        [-3, 3, -3 * image.width, 3 * image.width].map((step) => pixel + step)
      ).filter((pixel) => mask[pixel] === 0);
      if (near.length < 8) continue;
      const own = meanOf(sample, pixels), around = meanOf(sample, near);
      judged++;
      if (isBright ? own > around : own < around) right++;
    }
    assertGreater(right / judged, 0.93, sample.id);
  }
});

Deno.test("dim synthetic images are darker than others of light on black", () => {
  const peak = (kind: SyntheticKindName) =>
    [0, 1, 2].map((index) => brightLevel(drawSyntheticSample(1, index, { kind })));
  for (const level of peak("large-dim-on-black")) assertLess(level, 100);
  const others = [...peak("white-on-black"), ...peak("spotted-on-black")];
  for (const level of others) assertGreater(level, 25);
  assertGreater(Math.max(...others), 100);
});

Deno.test("synthetic nuclei touch in crowded images", () => {
  const { labels, image } = drawSyntheticSample(1, 0, { kind: "crowded-on-black" });
  let borders = 0;
  labels.forEach((label, pixel) => {
    const right = (pixel + 1) % image.width === 0 ? 0 : labels[pixel + 1]!;
    if (label > 0 && right > 0 && label !== right) borders++;
  });
  assertGreater(borders, 50);
});

Deno.test("synthetic samples come in several sizes, as RGBA, RGB and gray", () => {
  const samples = [...first8, ...syntheticSamples("test", { count: 12 }).slice(8)];
  const channels = new Set(samples.map(({ image }) => image.channels));
  assertEquals([...channels].sort(), [1, 3, 4]);
  const sizes = new Set(
    samples.map(({ image }) => `${image.width} x ${image.height}`),
  );
  assertGreater(sizes.size, 3);
  for (const { image } of samples) {
    if (image.channels !== 4) continue;
    for (let i = 3; i < image.data.length; i += 4) {
      if (image.data[i] !== 255) throw new Error("alpha is not opaque");
    }
  }
});

Deno.test("synthetic functions reject an index or a count that is none", () => {
  for (const index of [-1, 0.5, 1_000_000]) {
    assertThrows(
      () => drawSyntheticSample(1, index),
      RangeError,
      `Expected index to be an integer from 0 to 999999 but found ${index}`,
    );
  }
  assertThrows(() => drawSyntheticSample(0.5, 0), RangeError, "Expected seed");
  assertThrows(
    () => syntheticSamples("train", { count: 0 }),
    RangeError,
    "Expected count to be an integer greater than 0 but found 0",
  );
});
