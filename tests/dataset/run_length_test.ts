import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { InputError, runLengthDecode, runLengthEncode } from "#karyon";

Deno.test("runLengthDecode() counts down the columns, from 1", () => {
  // 3 wide, 4 high: pixels 3..6 are rows 3 and 4 of column 1, rows 1 and 2 of column 2.
  assertEquals([...runLengthDecode("3 4", 3, 4)], [
    ...[0, 1, 0],
    ...[0, 1, 0],
    ...[1, 0, 0],
    ...[1, 0, 0],
  ]);
});

Deno.test("runLengthDecode() takes empty codes for an empty mask", () => {
  assertEquals([...runLengthDecode("", 2, 2)], [0, 0, 0, 0]);
});

Deno.test("runLengthDecode() is undone by runLengthEncode() and back", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.infiniteStream(fc.nat(1)),
    (width, height, bits) => {
      const mask = Uint8Array.from(bits.take(width * height));
      const codes = runLengthEncode(mask, width, height);
      assertEquals(runLengthDecode(codes, width, height), mask);
    },
  ));
});

for (
  const [codes, words] of [
    ["1", "pairs"],
    ["1 two", "pairs"],
    ["0 3", "above 0"],
    ["1.5 3", "pairs"],
    ["3 3", "ends at pixel 5 of 4"],
  ] as const
) {
  Deno.test(`runLengthDecode() refuses "${codes}"`, () => {
    assertThrows(() => runLengthDecode(codes, 2, 2), InputError, words);
  });
}

Deno.test("runLengthEncode() refuses a mask of another size", () => {
  assertThrows(() => runLengthEncode([0, 1], 2, 2), InputError, "4 pixels but found 2");
});
