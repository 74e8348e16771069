import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { cutPatch } from "#karyon";

const LETTERS = "abcdef";

/** An image of one row of letters, and the patch of one row around one of them. */
function around(letters: string, x: number, window: number): string {
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  const image = { values, width: letters.length, height: 1, channels: 1 };
  const patch = new Float32Array(window * window);
  cutPatch(image, { x, y: 0, window }, patch);
  const rows = Array.from(
    { length: window },
    (_, y) =>
      [...patch.subarray(y * window, (y + 1) * window)].map((i) => LETTERS[i]).join(""),
  );
  // The image's only row is continued up and down by itself.
  assertEquals(new Set(rows).size, 1);
  return rows[0]!;
}

Deno.test("cutPatch() mirrors the image at its border, again and again where it is small", () => {
  assertEquals(around("abcdef", 2, 4), "abcd");
  assertEquals(around("abcdef", 2, 5), "abcde");
  assertEquals(around("abcdef", 0, 6), "cbaabc");
  assertEquals(around("abcdef", 5, 6), "cdeffe");
  assertEquals(around("ab", 0, 9), "abbaabbaa".slice(0, 9));
});

Deno.test("cutPatch() has its pixel just behind the middle, with all channels", () => {
  const size = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(size, size, size, fc.nat(5), fc.nat(5), (width, height, window, a, b) => {
      const x = a % width, y = b % height;
      const values = Array.from({ length: width * height * 2 }, (_, i) => i);
      const patch = new Float32Array(window * window * 2);
      cutPatch({ values, width, height, channels: 2 }, { x, y, window }, patch);
      const middle = Math.floor(window / 2);
      const at = (middle * window + middle) * 2, from = (y * width + x) * 2;
      assertEquals([...patch.subarray(at, at + 2)], [from, from + 1]);
    }),
  );
});
