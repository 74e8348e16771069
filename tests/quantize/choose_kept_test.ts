import { assertEquals, assertThrows } from "@std/assert";
import { chooseKept, InputError } from "#karyon";

Deno.test("chooseKept() keeps what spares most change for its bytes, until the bound", () => {
  const row = (weight: string, mean_change: number, saved_bytes: number) => ({
    weight,
    mean_change,
    saved_bytes,
    values: 1,
    changed_pixels: 0,
  });
  const rows = [
    row("large", 5, 1000),
    row("small", 4, 4),
    row("middle", 3, 30),
    row("none", 0, 1),
  ];
  // Worth of a byte: 0.005, 1, 0.1 and 0.
  assertEquals(chooseKept(rows, { bound: 12 }), []);
  assertEquals(chooseKept(rows, { bound: 8 }), ["small"]);
  assertEquals(chooseKept(rows, { bound: 7.9 }), ["small", "middle"]);
  assertEquals(chooseKept(rows, { bound: 0 }), ["small", "middle", "large"]);
  assertThrows(() => chooseKept(rows, { bound: -1 }), InputError, "found -1");
  assertThrows(() => chooseKept(rows, { bound: NaN }), InputError, "found NaN");
});
