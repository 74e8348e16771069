import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { seededRandom, shuffle } from "#karyon";

const draw = (seed: number, stream?: number) => {
  const random = seededRandom(seed, stream);
  return Array.from({ length: 20 }, random);
};

Deno.test("seededRandom() repeats for a seed and a stream, and differs between them", () => {
  assertEquals(draw(1, 2), draw(1, 2));
  for (const other of [draw(2, 2), draw(1, 3), draw(2, 1)]) {
    assertNotEquals(draw(1, 2), other);
  }
});

Deno.test("seededRandom() is spread evenly over 0..1", () => {
  const counts = new Array(10).fill(0);
  const random = seededRandom(3);
  for (let i = 0; i < 10_000; i++) {
    const value = random();
    assert(value >= 0 && value < 1);
    counts[Math.floor(value * 10)]++;
  }
  // The standard deviation of a count is 30.
  counts.forEach((count) => assert(Math.abs(count - 1000) < 150, `${counts}`));
});

Deno.test("seededRandom() refuses what is no integer", () => {
  assertThrows(() => seededRandom(0.5), RangeError, "0.5");
});

Deno.test("shuffle() keeps every item and leaves the list alone", () => {
  fc.assert(fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
    const before = [...items];
    const shuffled = shuffle(items, seededRandom(seed));
    assertEquals(items, before);
    assertEquals(shuffled.toSorted(), before.toSorted());
  }));
});
