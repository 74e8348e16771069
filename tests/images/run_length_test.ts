import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  InputError,
  runLengthDecode,
  runLengthEncode,
  runLengthEncodeLabels,
} from "#karyon";

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

Deno.test("runLengthEncodeLabels() gives each label what runLengthEncode() gives its mask", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));
  fc.assert(
    fc.property(sizes, fc.infiniteStream(fc.nat(3)), ([width, height], values) => {
      const labels = Int32Array.from(values.take(width * height));
      const expected = [1, 2, 3].filter((label) => labels.includes(label)).map((label) =>
        [
          label,
          runLengthEncode(labels.map((n) => Number(n === label)), width, height),
        ] as const
      );
      assertEquals(runLengthEncodeLabels(labels, width, height), new Map(expected));
    }),
  );
});

Deno.test("runLengthEncodeLabels() lets a run go on from one column into the next", () => {
  const labels = Int32Array.of(0, 1, 0, 1, 1, 2);
  assertEquals(runLengthEncodeLabels(labels, 2, 3), new Map([[1, "3 3"], [2, "6 1"]]));
});
