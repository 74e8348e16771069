import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { binValues } from "../../../../src/app/page/plain/histogram_bins.ts";

Deno.test("values are counted into bins with round edges", () => {
  const histogram = binValues([0, 1, 2, 3, 4, 5, 6, 7, 8, 10], 5);
  assertEquals(histogram?.bins.map(({ count }) => count), [2, 2, 2, 2, 2]);
  assertEquals(histogram?.bins.map(({ from }) => from), [0, 2, 4, 6, 8]);
  assertEquals([histogram?.smallest, histogram?.median, histogram?.largest], [
    0,
    4.5,
    10,
  ]);
  assertEquals(histogram?.beyond, 0);
});

Deno.test("bins are of one width, the first and the last too", () => {
  const { bins } = binValues([237, 500, 1200, 4046], 10)!;
  assertEquals([bins[0]?.from, bins.at(-1)?.to], [0, 4500]);
  assertEquals(new Set(bins.map(({ from, to }) => to - from)).size, 1);
});

Deno.test("one value, many times, is one bin", () => {
  assertEquals(binValues([3, 3, 3])?.bins, [{ from: 3, to: 3, count: 3 }]);
});

Deno.test("a far value is left out of the bars and told", () => {
  const near = Array.from({ length: 1000 }, (_, i) => i);
  const histogram = binValues([...near, 1e6], 10);
  assertEquals([histogram?.beyond, histogram?.largest], [1, 1e6]);
  assert((histogram?.bins.at(-1)?.to ?? Infinity) <= 1000);
});

Deno.test("values that are almost the same are in one bin", () => {
  assertEquals(binValues([-5e-324, 5e-324])?.bins, [
    { from: -5e-324, to: 5e-324, count: 2 },
  ]);
});

Deno.test("no finite value gives no histogram", () => {
  assertEquals(binValues([]), undefined);
  assertEquals(binValues([NaN, Infinity]), undefined);
});

Deno.test("every finite value is in one bin or beyond them", () => {
  const value = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  fc.assert(fc.property(fc.array(value, { minLength: 1 }), (values) => {
    const { bins, beyond, count } = binValues(values)!;
    assertEquals(count, values.length);
    assertEquals(bins.reduce((sum, bin) => sum + bin.count, beyond), values.length);
  }));
});
