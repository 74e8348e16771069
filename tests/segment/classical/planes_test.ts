import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError } from "../../../src/base/mod.ts";
import {
  findLocalMaxima,
  localStatistics,
  localThreshold,
} from "../../../src/segment/mod.ts";
import { furthest, scikitImage } from "./made_up.ts";

const { width, height, plane } = scikitImage;

/** scikit-image mirrors at the border, where windows are cut off here. */
const WINDOW = 7;
const isInside = (i: number) => {
  const x = i % width, y = Math.floor(i / width), reach = (WINDOW - 1) / 2;
  return x >= reach && y >= reach && x < width - reach && y < height - reach;
};

const smallPlane = fc.tuple(
  fc.integer({ min: 1, max: 7 }),
  fc.integer({ min: 1, max: 6 }),
)
  .chain(([width, height]) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      values: fc.array(fc.integer({ min: 0, max: 4 }), {
        minLength: width * height,
        maxLength: width * height,
      }).map((values) => Float32Array.from(values)),
    })
  );

Deno.test("localThreshold() is scikit-image's, by mean and by Sauvola", () => {
  const local = { rule: "mean", window: WINDOW, offset: 0.05 } as const;
  const mean = localThreshold(plane, width, height, local);
  assertLess(furthest(mean, scikitImage.localMean, isInside), 1e-5);
  const options = { rule: "sauvola", window: WINDOW, k: 0.2 } as const;
  const sauvola = localThreshold(plane, width, height, options);
  assertLess(furthest(sauvola, scikitImage.sauvola, isInside), 1e-5);
});

Deno.test("localStatistics() is what counting each window gives, border included", () => {
  fc.assert(
    fc.property(smallPlane, fc.constantFrom(1, 3, 5), (plane, window) => {
      const { values, width, height } = plane;
      const { mean, deviation } = localStatistics(values, width, height, window);
      const reach = (window - 1) / 2;
      for (let i = 0; i < values.length; i++) {
        const x = i % width, y = Math.floor(i / width);
        const around = [...values].filter((_, j) =>
          Math.abs(j % width - x) <= reach && Math.abs(Math.floor(j / width) - y) <= reach
        );
        const average = around.reduce((a, b) => a + b, 0) / around.length;
        const variance = around.reduce((sum, v) => sum + (v - average) ** 2, 0) /
          around.length;
        assertLess(Math.abs(mean[i]! - average), 1e-5);
        assertLess(Math.abs(deviation[i]! - Math.sqrt(variance)), 1e-3);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("findLocalMaxima() finds scikit-image's", () => {
  const { blurred, maxima } = scikitImage;
  assertEquals(findLocalMaxima(blurred, width, height), maxima);
});

Deno.test("findLocalMaxima() gives one pixel of each plateau that nothing overlooks", () => {
  fc.assert(
    fc.property(smallPlane, ({ values, width, height }) => {
      const neighbours = (i: number) =>
        [...values.keys()].filter((j) =>
          j !== i && Math.abs(j % width - i % width) <= 1 &&
          Math.abs(Math.floor(j / width) - Math.floor(i / width)) <= 1
        );
      // By waves: a pixel falls where it sees a higher one, or an equal one that fell.
      const top = Uint8Array.from(
        values,
        (value, i) => neighbours(i).every((j) => values[j]! <= value) ? 1 : 0,
      );
      for (let wave = 0; wave < values.length; wave++) {
        top.forEach((_, i) => {
          if (neighbours(i).some((j) => values[j] === values[i] && top[j] === 0)) {
            top[i] = 0;
          }
        });
      }
      const isFlat = values.every((value) => value === values[0]);
      const found = findLocalMaxima(values, width, height);
      assert(found.every((i) => top[i] === 1 && !isFlat));
      const highest = Math.max(...values);
      assertEquals(found.some((i) => values[i] === highest), !isFlat);
    }),
    { numRuns: 60 },
  );
});

Deno.test("planes of another size, and settings out of range, are refused", () => {
  const three = new Float32Array(3);
  assertThrows(() => localStatistics(three, 2, 2, 3), InputError, "4 pixels but found 3");
  assertThrows(() => localStatistics(three, 3, 1, 4), InputError, "odd");
  assertThrows(() => localStatistics(three, 3, 0, 3), InputError, "the height");
  assertThrows(
    () => localThreshold(three, 3, 1, { offset: 2 }),
    InputError,
    "from -1 to 1",
  );
  assertThrows(() => localThreshold(three, 3, 1, { k: NaN }), InputError, "found NaN");
  assertThrows(
    () => localThreshold(three, 3, 1, { rule: "median" as "mean" }),
    InputError,
    'mean or sauvola but found "median"',
  );
  assertThrows(() => findLocalMaxima(three, 1.5, 2), InputError, "the width");
});
