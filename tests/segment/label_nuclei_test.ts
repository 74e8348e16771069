import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { labelNuclei } from "#karyon";

Deno.test("labelNuclei() numbers pieces by their first pixel; corners do not join", () => {
  const mask = [
    ...[1, 1, 0, 1],
    ...[0, 0, 1, 0],
    ...[1, 0, 1, 1],
  ];
  assertEquals([...labelNuclei(mask, 4, 3)], [
    ...[1, 1, 0, 2],
    ...[0, 0, 3, 0],
    ...[4, 0, 3, 3],
  ]);
});

Deno.test("labelNuclei() drops pieces below the smallest area and keeps numbers contiguous", () => {
  const mask = [
    ...[1, 0, 1, 1],
    ...[0, 1, 0, 1],
  ];
  assertEquals([...labelNuclei(mask, 4, 2, 2)], [
    ...[0, 0, 1, 1],
    ...[0, 0, 0, 1],
  ]);
});

Deno.test("labelNuclei() gives two neighbours in the mask one label, always", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.infiniteStream(fc.nat(1)),
    (width, height, bits) => {
      const mask = Uint8Array.from(bits.take(width * height));
      const labels = labelNuclei(mask, width, height);
      const used = new Set(labels);
      used.delete(0);
      assertEquals([...used].sort((a, b) => a - b), Array.from(used, (_, i) => i + 1));
      mask.forEach((value, i) => {
        assertEquals(labels[i] !== 0, value === 1);
        if (value && i % width > 0 && mask[i - 1]) assertEquals(labels[i], labels[i - 1]);
        if (value && i >= width && mask[i - width]) {
          assertEquals(labels[i], labels[i - width]);
        }
      });
    },
  ));
});

Deno.test("labelNuclei() refuses a mask of another size", () => {
  assertThrows(() => labelNuclei([1], 2, 2), RangeError, "4 pixels but found 1");
});
