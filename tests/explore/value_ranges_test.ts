import { assertEquals } from "@std/assert";
import { valueRanges } from "../../src/explore/mod.ts";
import { FACTS } from "./facts_row.ts";

Deno.test("valueRanges() tells images that use their range from those that do not", () => {
  const rows = valueRanges([
    { ...FACTS, smallest: 7, low: 8, high: 80, brightest: 90 },
    { ...FACTS, smallest: 2, low: 4, high: 240, brightest: 255 },
    { ...FACTS, smallest: 0, low: 0, high: 1, brightest: 1 },
    { ...FACTS, depth: 16, smallest: 100, low: 200, high: 3000, brightest: 4095 },
  ]);
  assertEquals(rows, [
    {
      split: "train",
      depth: 8,
      images: 3,
      unit: "0..255",
      smallest: 0,
      low: 4,
      high: 80,
      typical_brightest: 90,
      brightest: 255,
      full_range: 1,
      zero_to_one: 1,
    },
    {
      split: "train",
      depth: 16,
      images: 1,
      unit: "0..65535",
      smallest: 100,
      low: 200,
      high: 3000,
      typical_brightest: 4095,
      brightest: 4095,
      full_range: 0,
      zero_to_one: 0,
    },
  ]);
  assertEquals(valueRanges([]), []);
});
