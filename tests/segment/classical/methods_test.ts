import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "../../../src/base/mod.ts";
import { createImage, type Image } from "../../../src/images/mod.ts";
import {
  classicalMethods,
  findClassicalMethod,
  labelNuclei,
  segmentByAdaptiveThreshold,
  segmentByKMeans,
  segmentByOtsu,
  segmentByVoronoiOtsu,
} from "../../../src/segment/mod.ts";
import { type Disc, drawDiscs, scikitImage } from "./made_up.ts";

const apart: Disc[] = [[14, 14, 8, 90], [42, 16, 7, 110], [26, 34, 6, 100]];

/** The discs as black marks, or purple, on a bright ground. */
function onBright(colour: readonly [number, number, number]): Image {
  const image = drawDiscs(60, 46, apart.map(([x, y, r]) => [x, y, r, 0]), {
    ground: 235,
    channels: 3,
  });
  for (let i = 0; i < image.data.length; i += 3) {
    if (image.data[i] === 0) image.data.set(colour, i);
  }
  return image;
}

for (const [name, { segment, description }] of Object.entries(classicalMethods)) {
  Deno.test(`${name} finds discs that lie apart, glowing, black and purple`, () => {
    for (
      const image of [
        drawDiscs(60, 46, apart),
        drawDiscs(60, 46, apart, { channels: 4 }),
        onBright([40, 40, 40]),
        onBright([110, 80, 160]),
      ]
    ) {
      const { labels, mask, count } = segment(image);
      assertEquals(count, 3);
      // Each disc's middle has a number of its own, the corner has none.
      const middles = apart.map(([x, y]) => labels[y * 60 + x]);
      assertEquals(middles.toSorted(), [1, 2, 3]);
      assertEquals([labels[0], mask[0]], [0, 0]);
    }
  });

  Deno.test(`${name} sees nothing in images of one value`, () => {
    for (const value of [0, 128, 255]) {
      const image = createImage(20, 10, 3);
      image.data.fill(value);
      assertEquals(segment(image).count, 0);
    }
    assertEquals(segment(createImage(1, 1, 1)).count, 0);
  });

  Deno.test(`${name} numbers nuclei without gaps, each in one piece`, () => {
    const size = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(size, size, fc.integer(), (width, height, seed) => {
        const image = createImage(width, height, 1);
        fc.sample(fc.integer({ min: 0, max: 255 }), { seed, numRuns: width * height })
          .forEach((value, i) => image.data[i] = value);
        const { mask, labels, count } = segment(image);
        for (let label = 1; label <= count; label++) {
          const own = Uint8Array.from(labels, (value) => value === label ? 1 : 0);
          assertEquals(Math.max(...labelNuclei(own, width, height)), 1);
        }
        assert(
          labels.every((label, i) => label <= count && (label > 0) === (mask[i] === 1)),
        );
      }),
      { numRuns: 15 },
    );
  });

  Deno.test(`${name} has a sentence, is found by its name, and repeats itself`, () => {
    assert(description.length > 20);
    assertEquals(findClassicalMethod(name), classicalMethods[name as "otsu"]);
    const { image } = scikitImage;
    assertEquals(segment(image), segment(image));
  });
}

Deno.test("segmentByVoronoiOtsu() labels as the same steps in scikit-image do", () => {
  const { image, voronoiOtsu } = scikitImage;
  const options = { spotSigma: 2, outlineSigma: 1, minArea: 1, fillHoles: 0 };
  assertEquals(segmentByVoronoiOtsu(image, options).labels, voronoiOtsu);
});

Deno.test("segmentByVoronoiOtsu() parts discs that touch, where pieces merge them", () => {
  const touching = drawDiscs(60, 40, [[20, 20, 10, 150], [38, 20, 10, 150]]);
  assertEquals(segmentByOtsu(touching).count, 1);
  const { labels, count } = segmentByVoronoiOtsu(touching, { spotSigma: 4 });
  assertEquals([count, labels[20 * 60 + 20], labels[20 * 60 + 38]], [2, 1, 2]);
  assertEquals(segmentByVoronoiOtsu(touching, { spotSigma: 12 }).count, 1);
});

Deno.test("segmentByVoronoiOtsu() measures the blur by how large nuclei are", () => {
  for (const scale of [1, 3]) {
    const discs = [[20, 20, 9], [36, 20, 9], [64, 16, 9], [64, 44, 9], [24, 50, 9]];
    const image = drawDiscs(
      84 * scale,
      64 * scale,
      discs.map(([x, y, r]) => [x! * scale, y! * scale, r! * scale, 150]),
    );
    assertEquals(segmentByVoronoiOtsu(image).count, 5);
    assertEquals(segmentByOtsu(image).count, 4);
  }
});

Deno.test("segmentByVoronoiOtsu() keeps a piece whose hilltop the blur moved away", () => {
  const image = drawDiscs(80, 40, [[20, 20, 14, 250], [40, 20, 4, 180]]);
  const { count, labels } = segmentByVoronoiOtsu(image, { spotSigma: 8 });
  assertEquals([count, labels[20 * 80 + 20], labels[20 * 80 + 42]], [2, 1, 2]);
});

Deno.test("segmentByAdaptiveThreshold() finds on a slope what one threshold misses", () => {
  const image = createImage(120, 40, 1);
  for (let i = 0; i < image.data.length; i++) {
    const x = i % 120, y = Math.floor(i / 120);
    const inside = [15, 60, 105].some((middle) => Math.hypot(x - middle, y - 20) < 8);
    image.data[i] = x + (inside ? 40 : 0);
  }
  for (const rule of ["mean", "sauvola"] as const) {
    const options = { rule, window: 35, k: 0.05 };
    assertEquals(segmentByAdaptiveThreshold(image, options).count, 3, rule);
  }
  const { mask } = segmentByOtsu(image);
  assertEquals([mask[20 * 120 + 15], mask[119]], [0, 1]);
});

Deno.test("segmentByKMeans() tells colours apart that are equally dark", () => {
  const image = drawDiscs(60, 40, [[16, 20, 9, 1], [44, 20, 9, 2]], {
    ground: 240,
    channels: 3,
  });
  const colours = new Map([[1, [100, 60, 170]], [2, [200, 110, 20]]]);
  for (let i = 0; i < image.data.length; i += 3) {
    const colour = colours.get(image.data[i]!);
    if (colour) image.data.set(colour, i);
  }
  const { count, labels } = segmentByKMeans(image, { clusters: 3 });
  assertEquals([count, labels[20 * 60 + 16], labels[20 * 60 + 44]], [1, 1, 0]);
});

Deno.test("holes are filled up to their area, and small nuclei left out", () => {
  const ring = drawDiscs(30, 30, [[15, 15, 4, 10], [15, 15, 9, 150], [2, 2, 2, 150]]);
  const middle = 15 * 30 + 15;
  assertEquals(segmentByOtsu(ring, { minArea: 20 }).count, 1);
  assertEquals(segmentByOtsu(ring, { minArea: 1 }).count, 2);
  assertEquals(segmentByOtsu(ring).mask[middle], 1);
  assertEquals(segmentByOtsu(ring, { fillHoles: 20 }).mask[middle], 0);
  // What the border cuts open is no hole.
  const open = drawDiscs(30, 30, [[15, 0, 4, 10], [15, 0, 9, 150]]);
  assertEquals(segmentByOtsu(open).mask[15], 0);
});

Deno.test("settings that are out of range, and unknown names, are refused", () => {
  const image = createImage(4, 4, 1);
  const refuse = (run: () => unknown, message: string) =>
    assertThrows(run, InputError, message);
  refuse(() => segmentByOtsu(image, { sigma: -1 }), "found -1");
  refuse(() => segmentByOtsu(image, { minArea: 0 }), "minArea");
  refuse(() => segmentByOtsu(image, { fillHoles: 0.5 }), "fillHoles");
  refuse(() => segmentByAdaptiveThreshold(image, { window: 10 }), "found 10");
  refuse(() => segmentByKMeans(image, { clusters: 1 }), "found 1");
  refuse(() => segmentByVoronoiOtsu(image, { spotSigma: NaN }), "found NaN");
  refuse(() => findClassicalMethod("constructor"), 'kmeans, voronoi-otsu but found "con');
});
