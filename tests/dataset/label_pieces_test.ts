import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { labelNuclei } from "#karyon";
import { labelPieces, renumber } from "../../src/dataset/label_pieces.ts";

Deno.test("labelPieces() keeps apart what touches at a corner, and what has other values", () => {
  const { labels, pieces } = labelPieces([
    ...[7, 0, 5, 5],
    ...[0, 7, 7, 5],
    ...[5, 7, 0, 0],
  ], 4);
  assertEquals([...labels], [
    ...[1, 0, 2, 2],
    ...[0, 3, 3, 2],
    ...[4, 3, 0, 0],
  ]);
  assertEquals(pieces, 4);
});

Deno.test("labelPieces() does not join the end of a row to the next row", () => {
  assertEquals([...labelPieces([0, 0, 1, 1, 0, 0], 3).labels], [0, 0, 1, 2, 0, 0]);
});

Deno.test("labelPieces() of a mask are the nuclei that a prediction would have", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 8 }),
    fc.array(fc.nat(1), { minLength: 8, maxLength: 64 }),
    (width, values) => {
      const height = Math.floor(values.length / width);
      const mask = Uint8Array.from(values.slice(0, width * height));
      assertEquals(labelPieces(mask, width).labels, labelNuclei(mask, width, height));
    },
  ));
});

Deno.test("renumber() makes labels contiguous and keeps their order", () => {
  assertEquals([...renumber([0, 900, 3, 3, 65535, 0])], [0, 2, 1, 1, 3, 0]);
  assertEquals([...renumber([])], []);
});
