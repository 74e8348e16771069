import { assertEquals } from "@std/assert";
import { readLength } from "../../../../src/app/page/plain/read_length.ts";

Deno.test("readLength() takes a decimal point or comma", () => {
  for (const text of ["0.5", "0,5", " ,5 ", "5e-1"]) assertEquals(readLength(text), 0.5);
  assertEquals(readLength("2"), 2);
});

Deno.test("readLength() takes nothing that is no length", () => {
  for (const text of ["", " ", "0", "-3", "0,0", "1,000.5", "half", "1e999", "0x10"]) {
    assertEquals(readLength(text), undefined, text);
  }
});
