import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createImage, type Image, measureNuclei } from "#karyon";

const WIDTH = 9, HEIGHT = 7;

/** Labels 0..3 anywhere, so that nuclei also lie in pieces and touch. */
const fields = fc.record({
  labels: fc.array(fc.integer({ min: 0, max: 3 }), {
    minLength: WIDTH * HEIGHT,
    maxLength: WIDTH * HEIGHT,
  }).map((values) => Int32Array.from(values)),
  values: fc.uint8Array({ minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT }),
});

function grayImage(values: Iterable<number>, width: number): Image {
  const data = [...values];
  const image = createImage(width, data.length / width, 1);
  image.data.set(data);
  return image;
}

const holds = (law: (labels: Int32Array, values: Uint8Array) => void) =>
  fc.assert(
    fc.property(fields, ({ labels, values }) => law(labels, values)),
    { numRuns: 60, seed: 6 },
  );

Deno.test("A nucleus measures the same without the others", () => {
  holds((labels, values) => {
    const image = grayImage(values, WIDTH);
    for (const row of measureNuclei(labels, image)) {
      const alone = labels.map((label) => label === row.label ? label : 0);
      assertEquals(measureNuclei(alone, image), [row]);
    }
  });
});

Deno.test("A transposed nucleus keeps its shape, and its orientation is the mirror's", () => {
  holds((labels, values) => {
    const turn = (row: ArrayLike<number>) =>
      Array.from(row, (_, at) => row[at % HEIGHT * WIDTH + Math.floor(at / HEIGHT)]!);
    const rows = measureNuclei(labels, grayImage(values, WIDTH));
    const turned = measureNuclei(
      Int32Array.from(turn(labels)),
      grayImage(turn(values), HEIGHT),
    );
    rows.forEach((row, index) => {
      const other = turned[index]!;
      assertEquals([other.left, other.top], [row.top, row.left]);
      assertEquals(other.solidity, row.solidity);
      for (
        const column of [
          "perimeter",
          "major_axis_length",
          "minor_axis_length",
          "eccentricity",
          "sd_intensity",
        ] as const
      ) assertAlmostEquals(other[column], row[column], 1e-9, column);
      // Down to the right stays; upright becomes level. Twice the angle has one value
      // for both ends of the axis.
      if (row.eccentricity > 0) {
        const sum = row.orientation + other.orientation;
        assertAlmostEquals(Math.cos(2 * sum), -1, 1e-9);
      }
    });
  });
});

Deno.test("Measures lie in their ranges", () => {
  holds((labels, values) => {
    for (const row of measureNuclei(labels, grayImage(values, WIDTH))) {
      assert(row.solidity > 0 && row.solidity <= 1);
      assert(row.eccentricity >= 0 && row.eccentricity <= 1);
      assert(row.minor_axis_length <= row.major_axis_length);
      assert(Math.abs(row.orientation) <= Math.PI / 2);
      assert(row.min_intensity <= row.mean_intensity + 1e-12);
      assert(row.mean_intensity <= row.max_intensity + 1e-12);
      assert(row.sd_intensity <= (row.max_intensity - row.min_intensity) / 2 + 1e-12);
    }
  });
});

Deno.test("A crop told where it lies measures what the whole image does", () => {
  holds((labels, values) => {
    const [left, top, width, height] = [4, 3, WIDTH + 5, HEIGHT + 6];
    const whole = new Int32Array(width * height);
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < HEIGHT; y++) {
      const to = (y + top) * width + left;
      whole.set(labels.subarray(y * WIDTH, (y + 1) * WIDTH), to);
      pixels.set(values.subarray(y * WIDTH, (y + 1) * WIDTH), to);
    }
    const expected = measureNuclei(whole, grayImage(pixels, width));
    const found = measureNuclei(labels, grayImage(values, WIDTH), {
      origin: [left, top],
      imageSize: [width, height],
    });
    assertEquals(found, expected);
    assert(found.every((row) => !row.touches_edge));
  });
});
