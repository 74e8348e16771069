import { assertEquals, assertThrows } from "@std/assert";
import { findByName, InputError } from "#karyon";

Deno.test("findByName() finds, and lists the names where there is no such one", () => {
  const table = { one: 1, two: 2 };
  assertEquals(findByName("the number", table, "two"), 2);
  for (const name of ["three", "constructor", ""]) {
    assertThrows(
      () => findByName("the number", table, name),
      InputError,
      `Expected the number to be one of one, two but found "${name}"`,
    );
  }
});
