import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { mergeNuclei } from "../../src/dataset/merge_nuclei.ts";
import type { Finding } from "../../src/dataset/finding.ts";

/** Merges nuclei that are given as lists of pixels of a 4 x 2 image. */
function merge(nuclei: readonly (readonly number[])[], findings?: Finding[]): number[] {
  const merger = mergeNuclei({ width: 4, height: 2 }, findings, "masks");
  for (const pixels of nuclei) merger.add((mark) => pixels.forEach((at) => mark(at)));
  return [...merger.finish()];
}

Deno.test("mergeNuclei() numbers nuclei in their order and leaves no gap", () => {
  assertEquals(merge([]), [0, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals(merge([[1], [], [2, 6]]), [0, 1, 2, 0, 0, 0, 2, 0]);
  // The first nucleus lies wholly under the second.
  assertEquals(merge([[1], [0, 1], [3]]), [1, 1, 0, 2, 0, 0, 0, 0]);
});

Deno.test("mergeNuclei() counts each pixel and each pair that overlaps once", () => {
  const findings: Finding[] = [];
  // Pixel 1 lies in all three, which are three pairs; pixel 2 in the last two.
  merge([[0, 1], [1, 2], [1, 2, 3]], findings);
  assertEquals(findings, [{
    code: "overlapping nuclei",
    severity: "warning",
    message: "Expected nuclei apart from each other but found 2 pixels in two or more " +
      "of them, 3 pairs of nuclei",
    path: "masks",
  }]);
});

Deno.test("mergeNuclei() takes a pixel that is named twice for one", () => {
  const findings: Finding[] = [];
  assertEquals(merge([[1, 1]], findings), [0, 1, 0, 0, 0, 0, 0, 0]);
  assertEquals(findings, []);
});

Deno.test("mergeNuclei() covers what the nuclei cover, and finds overlaps where there are some", () => {
  const nucleus = fc.uniqueArray(fc.nat(7));
  fc.assert(fc.property(fc.array(nucleus, { maxLength: 5 }), (nuclei) => {
    const findings: Finding[] = [];
    const labels = merge(nuclei, findings);
    assertEquals(labels, merge(nuclei));
    const all = nuclei.flat();
    assertEquals(labels.map((label) => label > 0), labels.map((_, i) => all.includes(i)));
    assertEquals(findings.length, new Set(all).size < all.length ? 1 : 0);
    const numbers = [...new Set(labels)].filter((label) => label > 0).sort();
    assertEquals(numbers, numbers.map((_, i) => i + 1));
  }));
});
