import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { labelNuclei, type Region } from "#karyon";
import { LabelCanvas } from "../../../src/segment/tiles/label_canvas.ts";

const rectangle = (left: number, top: number, width: number, height: number): Region => ({
  left,
  top,
  width,
  height,
});

/** One row of 12 pixels in two tiles of 6, each of which sees 3 pixels of the other. */
function takeRow(first: string, second: string, slack = 0): string {
  const canvas = new LabelCanvas(12, 1, 7, slack);
  const labelsOf = (digits: string) => Int32Array.from(digits, Number);
  const take = (digits: string, left: number, core: Region) => {
    const labels = labelsOf(digits);
    return canvas.take(
      { ...rectangle(left, 0, 9, 1), labels, count: Math.max(...labels) },
      core,
    );
  };
  take(first, 0, rectangle(0, 0, 6, 1));
  take(second, 3, rectangle(6, 0, 6, 1));
  return canvas.release(1).join("");
}

Deno.test("a nucleus goes to the tile whose core holds its centroid, whole", () => {
  // The first of 3 and 4 pixels, the second of 5, 6 and 7: across the seam at 6.
  assertEquals(takeRow("011022200", "022200000"), "011022200000");
  assertEquals(takeRow("000001110", "001110000"), "000001110000");
});

Deno.test("a nucleus that two tiles see differently is there once", () => {
  // Centroid at 5.5 for the first tile, at 6 for the second.
  assertEquals(takeRow("000011110", "001111000"), "000011110000");
  // At 6 for the first, at 4.5 for the second: neither's core, but for the slack.
  assertEquals(takeRow("000001110", "111100000", 0), "000000000000");
  assertEquals(takeRow("000001110", "111100000", 1), "000001110000");
  // Half of it lies in the second tile's core.
  assertEquals(takeRow("000001110", "011110000", 0), "000011110000");
});

Deno.test("of a nucleus that reaches into another the largest free piece is kept", () => {
  // The second tile's sees 4 to 10, of which 5 and 6 are taken, when half is free.
  assertEquals(takeRow("000011100", "000111110", 0), "000011122220");
  assertEquals(takeRow("000110000", "110111110", 0), "000110222220");
  // Pieces of 2 and 1 around what is taken are less than half: dropped.
  assertEquals(takeRow("000000110", "000111000", 1), "000000110000");
});

Deno.test("however tiles see nuclei, each is one piece, and numbers run without a gap", () => {
  const side = 24, tile = 8, margin = 4;
  const masks = fc.array(
    fc.array(fc.boolean(), { minLength: side * side, maxLength: side * side }),
    { minLength: 2, maxLength: 2 },
  );
  fc.assert(
    fc.property(masks, ([base, other]) => {
      const canvas = new LabelCanvas(side, side, tile + 2 * margin, 1);
      const all = new Int32Array(side * side);
      let released = 0, turn = 0;
      for (let top = 0; top < side; top += tile) {
        for (let left = 0; left < side; left += tile) {
          const x = Math.max(0, left - margin), y = Math.max(0, top - margin);
          const seen = rectangle(
            x,
            y,
            Math.min(side, left + tile + margin) - x,
            Math.min(side, top + tile + margin) - y,
          );
          const noisy = turn++ % 2 === 0
            ? base!
            : base!.map((bit, i) => bit !== (other![i]! && i % 5 === 0));
          const mask = Uint8Array.from({ length: seen.width * seen.height }, (_, i) => {
            const column = x + i % seen.width, row = y + Math.floor(i / seen.width);
            return noisy[row * side + column] ? 1 : 0;
          });
          const labels = labelNuclei(mask, seen.width, seen.height);
          const before = canvas.count;
          const mine = canvas.take(
            { ...seen, labels, count: labels.reduce((a, b) => Math.max(a, b), 0) },
            rectangle(left, top, tile, tile),
          );
          assertEquals(mine.every((label) => label === 0 || label > before), true);
        }
        const end = top + tile >= side ? side : top + tile - margin;
        all.set(canvas.release(end), released * side);
        released = end;
      }
      assertEquals(new Set(all.filter((label) => label > 0)).size, canvas.count);
      for (let n = 1; n <= canvas.count; n++) {
        const pieces = labelNuclei(all.map((label) => label === n ? 1 : 0), side, side);
        assertEquals(pieces.reduce((a, b) => Math.max(a, b), 0), 1);
      }
    }),
    { numRuns: 30, seed: 1 },
  );
});
