import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import {
  type Augmentation,
  augmentImage,
  prepareMask,
  resizeBilinear,
  resizeNearest,
  seededRandom,
} from "#karyon";
import { drawGeometry } from "../../../src/dataset/augmentation/geometry.ts";
import { confetti, sourceOf } from "./made_up.ts";

/** Where the corners of the square lie in the source, as edges of pixels. */
function windowOf(
  { width, height }: { width: number; height: number },
  size: number,
  options: Augmentation,
  seed: number,
) {
  const affine = drawGeometry({ width, height }, size, options, seededRandom(seed));
  const ends = [-0.5, size - 0.5];
  const corners = ends.flatMap((u) => ends.map((v) => [u, v] as const));
  const xs = corners.map(([u, v]) => affine.xx * u + affine.xy * v + affine.x0 + 0.5);
  const ys = corners.map(([u, v]) => affine.yx * u + affine.yy * v + affine.y0 + 0.5);
  const left = Math.min(...xs), right = Math.max(...xs);
  const top = Math.min(...ys), bottom = Math.max(...ys);
  return { left, right, top, bottom, width: right - left, height: bottom - top, affine };
}

// With a power of two for size every weight is exact, so that no mask can differ.
for (const [width, height, size] of [[37, 23, 16], [16, 16, 16], [10, 8, 32]] as const) {
  Deno.test(`augmentImage() without options squeezes ${width} x ${height} to ${size} as the case study does`, () => {
    const source = confetti(width, height, 1);
    const drawn = augmentImage(source, size, {}, seededRandom(1));
    const { pixels, mask, labels } = source;
    const expected = resizeBilinear(pixels, width, height, 3, size, size);
    expected.forEach((value, i) =>
      assertAlmostEquals(drawn.pixels[i]!, value / 255, 1e-6)
    );
    assertEquals(drawn.mask, prepareMask(mask, width, height, size));
    assertEquals(drawn.labels, resizeNearest(labels, width, height, 1, size, size));
  });
}

Deno.test("augmentImage() mirrors and turns by quarters eight ways, each pixel whole", () => {
  const size = 4, last = size - 1;
  const source = sourceOf(
    size,
    size,
    (x, y) => [x + 4 * y, 100 + x, 200 + y],
    (x, y) => (x + 4 * y) % 3,
  );
  const ways = [
    (x: number, y: number) => [x, y],
    (x: number, y: number) => [last - x, y],
    (x: number, y: number) => [x, last - y],
    (x: number, y: number) => [last - x, last - y],
  ].flatMap((way) => [way, (x: number, y: number) => way(y, x)]);
  const places = ways.map((way) =>
    Array.from({ length: size * size }, (_, i) => {
      const [x, y] = way(i % size, Math.floor(i / size));
      return x! + size * y!;
    })
  );
  const counts = ways.map(() => 0);
  for (let seed = 0; seed < 400; seed++) {
    const options = { flip: true, quarterTurns: true };
    const drawn = augmentImage(source, size, options, seededRandom(seed));
    const red = [...drawn.pixels].filter((_, i) => i % 3 === 0);
    const way = places.findIndex((place) =>
      place.every((from, i) => Math.round(255 * red[i]!) === from)
    );
    assert(way >= 0, `seed ${seed}`);
    counts[way]!++;
    places[way]!.forEach((from, i) => {
      assertEquals(drawn.mask[i], source.mask[from]!);
      assertEquals(drawn.labels![i], source.labels[from]!);
      for (const k of [0, 1, 2]) {
        assertAlmostEquals(
          drawn.pixels[3 * i + k]!,
          source.pixels[3 * from + k]! / 255,
          1e-6,
        );
      }
    });
  }
  // Eight ways of 50 each; one in a million would be more than 33 away.
  counts.forEach((count) => assertLess(Math.abs(count - 50), 33));
});

Deno.test("drawGeometry() with zoom 2 shows half of each side", () => {
  const shown = windowOf({ width: 64, height: 40 }, 16, { zoom: [2, 2] }, 3);
  assertAlmostEquals(shown.width, 32, 1e-9);
  assertAlmostEquals(shown.height, 20, 1e-9);
});

Deno.test("drawGeometry() without squeezing cuts at the image's own scale", () => {
  const shown = windowOf({ width: 640, height: 512 }, 256, { squeeze: 0 }, 3);
  assertAlmostEquals(shown.width, 256, 1e-9);
  assertAlmostEquals(shown.height, 256, 1e-9);
});

Deno.test("drawGeometry() has its window within the image, or the image within its window", () => {
  const side = fc.integer({ min: 1, max: 300 });
  fc.assert(fc.property(
    fc.record({ width: side, height: side }),
    side,
    fc.record({
      squeeze: fc.constantFrom(0, 1),
      flip: fc.boolean(),
      quarterTurns: fc.boolean(),
      zoom: fc.constantFrom([0.3, 0.9] as const, [0.5, 3] as const, [1, 1] as const),
      stretch: fc.constantFrom(1, 1.5),
    }),
    fc.integer(),
    (image, size, options, seed) => {
      const shown = windowOf(image, size, options, seed);
      const spans = [
        [shown.left, shown.right, image.width],
        [shown.top, shown.bottom, image.height],
      ] as const;
      for (const [from, to, length] of spans) {
        const isWithin = from >= -1e-6 && to <= length + 1e-6;
        const isAround = from <= 1e-6 && to >= length - 1e-6;
        assert(isWithin || isAround, `${from} to ${to} of ${length}`);
      }
    },
  ));
});

Deno.test("drawGeometry() stretches up to its factor and keeps the area", () => {
  const ratios = Array.from({ length: 300 }, (_, seed) => {
    const image = { width: 100, height: 100 };
    const { width, height } = windowOf(image, 32, { stretch: 1.4 }, seed);
    assertAlmostEquals(width * height, 100 * 100, 1e-6);
    return width / height;
  });
  assert(Math.max(...ratios) <= 1.4 + 1e-9 && Math.min(...ratios) >= 1 / 1.4 - 1e-9);
  assert(Math.max(...ratios) > 1.35 && Math.min(...ratios) < 1 / 1.35);
});

Deno.test("drawGeometry() turns by up to so many degrees either way, without a change of size", () => {
  const image = { width: 64, height: 64 };
  const angles = Array.from({ length: 300 }, (_, seed) => {
    const { affine } = windowOf(image, 64, { rotate: 30 }, seed);
    assertAlmostEquals(Math.hypot(affine.xx, affine.yx), 1, 1e-9);
    assertAlmostEquals(affine.xx * affine.yy - affine.xy * affine.yx, 1, 1e-9);
    return Math.atan2(affine.yx, affine.xx) * 180 / Math.PI;
  });
  assert(Math.max(...angles) <= 30 && Math.min(...angles) >= -30);
  assert(Math.max(...angles) > 27 && Math.min(...angles) < -27);
});

Deno.test("drawGeometry() halves as often as it doubles, and squeezes its share", () => {
  let logs = 0, squeezed = 0;
  const count = 2000;
  for (let seed = 0; seed < count; seed++) {
    const image = { width: 640, height: 640 };
    logs += Math.log2(windowOf(image, 64, { zoom: [0.5, 2] }, seed).width / 640);
    const { width } = windowOf(image, 64, { squeeze: 0.25 }, seed);
    assertAlmostEquals(width, width > 300 ? 640 : 64, 1e-9);
    if (width > 300) squeezed++;
  }
  // Five standard errors: of a uniform number in -1..1, and of a share.
  assertLess(Math.abs(logs / count), 5 * Math.sqrt(1 / 3 / count));
  assertLess(Math.abs(squeezed / count - 0.25), 5 * Math.sqrt(0.25 * 0.75 / count));
});
