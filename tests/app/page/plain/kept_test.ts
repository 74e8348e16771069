import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Kept } from "../../../../src/app/page/plain/kept.ts";

Deno.test("what was not used for the longest time is given up first", () => {
  const kept = new Kept<Uint8Array>(10);
  kept.set("a", new Uint8Array(4));
  kept.set("b", new Uint8Array(4));
  kept.get("a");
  kept.set("c", new Uint8Array(4));
  assertEquals(kept.get("b"), undefined);
  assertEquals([kept.get("a")?.length, kept.get("c")?.length, kept.bytes], [4, 4, 8]);
});

Deno.test("a value above the budget stays, alone, until the next", () => {
  const kept = new Kept<Uint8Array>(10);
  kept.set("a", new Uint8Array(4));
  kept.set("large", new Uint8Array(40));
  assertEquals([kept.get("a"), kept.get("large")?.length], [undefined, 40]);
  kept.set("b", new Uint8Array(1));
  assertEquals([kept.get("large"), kept.bytes], [undefined, 1]);
});

Deno.test("bytes are those of what is kept, whatever happens", () => {
  const step = fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(9), fc.boolean());
  fc.assert(fc.property(fc.array(step), (steps) => {
    const kept = new Kept<Uint8Array>(12);
    for (const [name, bytes, removes] of steps) {
      if (removes) kept.delete(name);
      else kept.set(name, new Uint8Array(bytes));
    }
    const there = ["a", "b", "c"].map((name) => kept.get(name)?.byteLength ?? 0);
    assertEquals(kept.bytes, there.reduce((sum, bytes) => sum + bytes));
    assert(kept.bytes <= 12);
  }));
});
