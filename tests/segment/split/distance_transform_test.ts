import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { distanceTransform, InputError } from "#karyon";

/** By looking at every background pixel. */
function measureOneByOne(mask: readonly number[], width: number): number[] {
  return mask.map((_, at) =>
    Math.fround(Math.sqrt(Math.min(
      ...mask.map((value, to) =>
        value !== 0 ? Infinity : (at % width - to % width) ** 2 +
          (Math.floor(at / width) - Math.floor(to / width)) ** 2
      ),
    )))
  );
}

Deno.test("distanceTransform() finds the nearest background pixel, as a search of all does", () => {
  const size = fc.integer({ min: 1, max: 14 });
  // From masks with hardly a hole to hardly a pixel.
  fc.assert(fc.property(
    size,
    size,
    fc.integer({ min: 1, max: 60 }),
    fc.infiniteStream(fc.nat(60)),
    (width, height, share, stream) => {
      const mask = [...stream.take(width * height)].map((n) => n < share ? 1 : 0);
      assertEquals(
        [...distanceTransform(mask, width, height)],
        measureOneByOne(mask, width),
      );
    },
  ));
});

Deno.test("distanceTransform() does not take the image's border for background", () => {
  assertEquals([...distanceTransform([1, 1, 1, 0, 1], 5, 1)], [3, 2, 1, 0, 1]);
  assertEquals([...distanceTransform([1, 1], 1, 2)], [Infinity, Infinity]);
  assertEquals([...distanceTransform([], 0, 0)], []);
});

Deno.test("distanceTransform() refuses a mask of another size", () => {
  assertThrows(
    () => distanceTransform([1, 1, 1], 2, 2),
    InputError,
    "Expected a mask of 2 x 2 = 4 pixels but found 3",
  );
  assertThrows(() => distanceTransform([1], 0.5, 2), InputError, "0.5 x 2");
});
