import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Sample } from "../../../src/dataset/sample.ts";
import {
  drawSyntheticSample,
  syntheticSamples,
} from "../../../src/dataset/synthetic/samples.ts";
import { piecesOf } from "../pieces.ts";

/** SHA-256 over id, size, pixels and labels of samples. */
function checksum(samples: readonly Required<Sample>[]): string {
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

/** Mean of all colours over the pixels that are chosen. */
function meanLight(
  { image }: Sample,
  isChosen: (pixel: number) => boolean,
): number {
  const colors = Math.min(image.channels, 3);
  let sum = 0, count = 0;
  for (let pixel = 0; pixel < image.width * image.height; pixel++) {
    if (!isChosen(pixel)) continue;
    for (let c = 0; c < colors; c++) {
      sum += image.data[pixel * image.channels + c]!;
    }
    count += colors;
  }
  return sum / count;
}

function brightest({ image }: Sample): number {
  let most = 0;
  image.data.forEach((value, i) => {
    if (!(image.alpha && i % image.channels === image.channels - 1)) {
      most = Math.max(most, value);
    }
  });
  return most;
}

const first8 = syntheticSamples("train", { count: 8 });

Deno.test("the first synthetic samples have the committed bytes", () => {
  assertEquals(
    checksum(first8.slice(0, 4)),
    "c74924365780d886fd76f94a80b26b3147009de03c238e73bc586f8da498e852",
  );
  assertEquals(
    checksum(syntheticSamples("test", { count: 2 })),
    "82ab9b0713233dcb5a9fc3f47c32ae5ae0361edd36f0058d078b3fd47da3c71e",
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
  assertEquals(new Set(kinds).size, 8);
  assertEquals(kinds.filter((kind) => kind.endsWith("on-black")).length, 5);
  for (
    const kind of ["purple-on-purple", "purple-on-white", "black-on-white"]
  ) {
    assert(kinds.includes(kind), kind);
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
        assertGreater(numbers.length, 4);
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
    const inside = meanLight(sample, (pixel) => mask[pixel] === 1);
    const outside = meanLight(sample, (pixel) => mask[pixel] === 0);
    assertGreater(
      isBright ? inside / outside : outside / inside,
      1.5,
      sample.id,
    );
    // Nucleus by nucleus, against the background up to 3 pixels away from it.
    const count = labels.reduce((a, b) => Math.max(a, b), 0);
    let right = 0, judged = 0;
    for (let label = 1; label <= count; label++) {
      const near = new Set<number>();
      labels.forEach((value, pixel) => {
        if (value !== label) return;
        for (const step of [-3, 3, -3 * image.width, 3 * image.width]) {
          if (mask[pixel + step] === 0) near.add(pixel + step);
        }
      });
      if (near.size < 8) continue;
      const own = meanLight(sample, (pixel) => labels[pixel] === label);
      const around = meanLight(sample, (pixel) => near.has(pixel));
      judged++;
      if (isBright ? own > around : own < around) right++;
    }
    assertGreater(right / judged, 0.97, sample.id);
  }
});

Deno.test("dim synthetic images stay nearly black, others use the range", () => {
  for (const sample of first8) {
    const most = brightest(sample);
    if (kindOf(sample).includes("dim")) {
      assertGreater(most, 25, sample.id);
      assertLess(most, 66, sample.id);
    } else {
      assertGreater(most, 100, sample.id);
    }
  }
});

Deno.test("synthetic nuclei touch in crowded images", () => {
  const { labels, image } = first8.find((sample) =>
    kindOf(sample).startsWith("crowded")
  )!;
  let borders = 0;
  labels.forEach((label, pixel) => {
    const right = (pixel + 1) % image.width === 0 ? 0 : labels[pixel + 1]!;
    if (label > 0 && right > 0 && label !== right) borders++;
  });
  assertGreater(borders, 50);
});

Deno.test("synthetic samples come in several sizes, as RGBA, RGB and gray", () => {
  const samples = [...Array(32).keys()].map((index) => drawSyntheticSample(1, index));
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
