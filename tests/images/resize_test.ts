import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs";
import { resizeBilinear, resizeNearest } from "../../src/images/mod.ts";

/** Random pictures of small numbers, and a size to bring them to. */
const resizing = fc.record({
  width: fc.integer({ min: 1, max: 12 }),
  height: fc.integer({ min: 1, max: 12 }),
  channels: fc.integer({ min: 1, max: 4 }),
  toWidth: fc.integer({ min: 1, max: 20 }),
  toHeight: fc.integer({ min: 1, max: 20 }),
}).chain((sizes) => {
  const length = sizes.width * sizes.height * sizes.channels;
  return fc.uint8Array({ minLength: length, maxLength: length })
    .map((data) => ({ ...sizes, data }));
});

/** The value at any place between pixel centres, from the definition. */
function sampleAt(
  at: (x: number, y: number) => number,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  let sum = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cx = Math.min(Math.max(x, 0), width - 1);
      const cy = Math.min(Math.max(y, 0), height - 1);
      const tent = Math.max(0, 1 - Math.abs(cx - column)) *
        Math.max(0, 1 - Math.abs(cy - row));
      sum += tent * at(column, row);
    }
  }
  return sum;
}

Deno.test("resizeBilinear() of rows worked out by hand", () => {
  // Centres of 4 in 2: -0.25 (clamped), 0.25, 0.75, 1.25 (clamped).
  assertEquals([...resizeBilinear([0, 8], 2, 1, 1, 4, 1)], [0, 2, 6, 8]);
  // Centres of 2 in 5: 0.75 and 3.25; no antialias, so 100 in the middle is not seen.
  assertEquals([...resizeBilinear([0, 4, 100, 8, 16], 5, 1, 1, 2, 1)], [3, 10]);
  // 4 x 4 to 2 x 2 is the mean of each block, since centres fall between pixels.
  const square = Float32Array.from({ length: 16 }, (_, i) => i);
  assertEquals([...resizeBilinear(square, 4, 4, 1, 2, 2)], [
    2.5,
    4.5,
    10.5,
    12.5,
  ]);
});

Deno.test("resizeBilinear() is the sum of tents around each centre", () => {
  fc.assert(
    fc.property(
      resizing,
      ({ data, width, height, channels, toWidth, toHeight }) => {
        const resized = resizeBilinear(
          data,
          width,
          height,
          channels,
          toWidth,
          toHeight,
        );
        for (let y = 0; y < toHeight; y++) {
          for (let x = 0; x < toWidth; x++) {
            for (let c = 0; c < channels; c++) {
              const expected = sampleAt(
                (column, row) => data[(row * width + column) * channels + c]!,
                width,
                height,
                (x + 0.5) * width / toWidth - 0.5,
                (y + 0.5) * height / toHeight - 0.5,
              );
              assertAlmostEquals(
                resized[(y * toWidth + x) * channels + c]!,
                expected,
                1e-4,
              );
            }
          }
        }
      },
    ),
  );
});

Deno.test("resizeBilinear() and resizeNearest() agree with TensorFlow's half-pixel centres", async () => {
  await tf.setBackend("cpu");
  fc.assert(
    fc.property(
      resizing,
      ({ data, width, height, channels, toWidth, toHeight }) => {
        const sizes = [width, height, channels, toWidth, toHeight] as const;
        const [bilinear, nearest] = tf.tidy(() => {
          const tensor = tf.tensor3d(data, [height, width, channels]);
          const size: [number, number] = [toHeight, toWidth];
          return [
            tf.image.resizeBilinear(tensor, size, false, true).dataSync(),
            tf.image.resizeNearestNeighbor(tensor, size, false, true)
              .dataSync(),
          ];
        });
        const resized = resizeBilinear(data, ...sizes);
        resized.forEach((value, i) => assertAlmostEquals(value, bilinear[i]!, 1e-3));
        assertEquals([...resizeNearest(data, ...sizes)], [...nearest]);
      },
    ),
    { numRuns: 40, seed: 3 },
  );
});

Deno.test("resizing to the same size changes nothing", () => {
  fc.assert(fc.property(resizing, ({ data, width, height, channels }) => {
    assertEquals([
      ...resizeBilinear(data, width, height, channels, width, height),
    ], [...data]);
    assertEquals(
      resizeNearest(data, width, height, channels, width, height),
      data,
    );
  }));
});

Deno.test("resizeBilinear() keeps a flat picture flat", () => {
  const flat = new Float32Array(5 * 3 * 2).fill(0.3);
  const resized = resizeBilinear(flat, 5, 3, 2, 11, 2);
  assert(resized.every((value) => value === Math.fround(0.3)));
});

Deno.test("resizeNearest() of rows worked out by hand", () => {
  assertEquals(
    resizeNearest(Int32Array.of(1, 2, 3), 3, 1, 1, 6, 1),
    Int32Array.of(1, 1, 2, 2, 3, 3),
  );
  // Centres of 2 in 5: 1.25 and 3.75, counted from the left edge.
  assertEquals(
    resizeNearest(Int32Array.of(1, 2, 3, 4, 5), 5, 1, 1, 2, 1),
    Int32Array.of(2, 4),
  );
  assertEquals(
    resizeNearest(Uint8Array.of(1, 10, 2, 20), 1, 2, 2, 1, 4),
    Uint8Array.of(1, 10, 1, 10, 2, 20, 2, 20),
  );
});

Deno.test("resizeNearest() takes each value from the pixel whose area the centre lies in", () => {
  fc.assert(
    fc.property(
      resizing,
      ({ data, width, height, channels, toWidth, toHeight }) => {
        const labels = Int32Array.from(data);
        const resized = resizeNearest(
          labels,
          width,
          height,
          channels,
          toWidth,
          toHeight,
        );
        for (let y = 0; y < toHeight; y++) {
          for (let x = 0; x < toWidth; x++) {
            let column = 0;
            while (
              (column + 1) * 2 * toWidth <= (2 * x + 1) * width
            ) column++;
            let row = 0;
            while ((row + 1) * 2 * toHeight <= (2 * y + 1) * height) row++;
            for (let c = 0; c < channels; c++) {
              assertEquals(
                resized[(y * toWidth + x) * channels + c],
                labels[(row * width + column) * channels + c],
              );
            }
          }
        }
      },
    ),
  );
});

Deno.test("resizing rejects data that do not fit the sizes", () => {
  assertThrows(
    () => resizeBilinear([1, 2, 3], 2, 2, 1, 4, 4),
    RangeError,
    "Expected data to hold 4 values but found 3",
  );
  assertThrows(
    () => resizeNearest(Int32Array.of(1), 1, 1, 1, 0, 4),
    RangeError,
    "Expected toWidth to be an integer greater than 0 but found 0",
  );
});
