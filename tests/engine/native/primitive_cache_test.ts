import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { PrimitiveCache } from "../../../src/engine/native/primitive_cache.ts";

function setUp(limit: number) {
  const cache = new PrimitiveCache(limit), destroyed: string[] = [];
  const get = (key: string) =>
    cache.get(key, () => ({ key, destroy: () => void destroyed.push(key) }));
  return { cache, destroyed, get };
}

Deno.test("what was built is found again", () => {
  const { cache, destroyed, get } = setUp(2);
  const first = get("a");
  assertStrictEquals(get("a"), first);
  assertEquals([cache.built, destroyed.length], [1, 0]);
});

Deno.test("the least recently used one goes, and is given back to oneDNN", () => {
  const { cache, destroyed, get } = setUp(3);
  for (const key of ["a", "b", "c", "a", "d", "b"]) get(key);
  assertEquals(destroyed, ["b", "c"]);
  assertEquals(cache.built, 5);
  for (const key of ["a", "d", "b"]) get(key);
  assertEquals(cache.built, 5);
});

Deno.test("a failure to build is not kept", () => {
  const { cache, get } = setUp(2);
  assertThrows(
    () =>
      cache.get("a", () => {
        throw new Error("no memory");
      }),
    Error,
    "no memory",
  );
  assertEquals(cache.built, 0);
  assertEquals(get("a").key, "a");
});
