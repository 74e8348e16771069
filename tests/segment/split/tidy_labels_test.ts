import { assertEquals } from "@std/assert";
import { tidyLabels } from "../../../src/segment/split/tidy_labels.ts";

const tidy = (rows: readonly string[], minArea = 1, holeArea = 0): string[] => {
  const width = rows[0]!.length;
  const labels = Int32Array.from(rows.join(""), Number);
  const tidied = [...tidyLabels(labels, width, minArea, holeArea).labels].join("");
  return rows.map((_, y) => tidied.slice(y * width, (y + 1) * width));
};

Deno.test("tidyLabels() numbers nuclei by their first pixels and leaves out none", () => {
  assertEquals(tidy(["0700", "0733", "9903"]), ["0100", "0122", "3302"]);
  assertEquals(tidy(["000"]), ["000"]);
});

Deno.test("tidyLabels() gives a fragment to the nucleus that it shares most edges with", () => {
  // The lone 1 shares two edges with 2 and one with 3; below, it is the other way.
  assertEquals(
    tidy(["110022", "110012", "110033", "000033"]),
    ["110022", "110022", "110033", "000033"],
  );
  assertEquals(
    tidy(["110022", "110013", "110033", "000033"]),
    ["110022", "110033", "110033", "000033"],
  );
});

Deno.test("tidyLabels() keeps of equal pieces the first; a lone fragment is background", () => {
  assertEquals(tidy(["101", "000"]), ["100", "000"]);
  // By a corner only: two pieces.
  assertEquals(tidy(["110", "001"]), ["110", "000"]);
});

Deno.test("tidyLabels() gives no fragment to another fragment", () => {
  assertEquals(tidy(["1100220", "1100220", "0000000", "0000021"]), [
    "1100220",
    "1100220",
    "0000000",
    "0000000",
  ]);
});

Deno.test("tidyLabels() fills a hole that corners join, of one nucleus alone", () => {
  const ring = ["11111", "10111", "11011", "11111"];
  assertEquals(tidy(ring, 1, 1), ring);
  assertEquals(tidy(ring, 1, 2), ["11111", "11111", "11111", "11111"]);
  const shared = ["1122", "1002", "1122"];
  assertEquals(tidy(shared, 1, 9), shared);
});

Deno.test("tidyLabels() fills around a nucleus that is too small", () => {
  const rows = ["11111", "10001", "10201", "10001", "11111"];
  assertEquals(tidy(rows, 2, 9), Array(5).fill("11111"));
  assertEquals(tidy(rows, 2, 8), rows.map((row) => row.replace("2", "0")));
  assertEquals(tidy(rows, 1, 9), rows);
});
