import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { median, speedRatio } from "./statistics.ts";

Deno.test("median() is the middle value, whatever the order", () => {
  assertEquals(median([9, 1, 2]), 2);
  assertEquals(median([4, 1, 2, 100]), 3);
});

Deno.test("median() throws without values", () => {
  assertThrows(() => median([]), RangeError, "found none");
});

Deno.test("speedRatio() is above 1 for whoever takes less time than the peer", () => {
  assertAlmostEquals(speedRatio(0.1, 0.12)!, 1.2);
  assertAlmostEquals(speedRatio(0.4, 0.1)!, 0.25);
});

Deno.test("speedRatio() is null without a peer", () => {
  assertEquals(speedRatio(0.1, undefined), null);
});
