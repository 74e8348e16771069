import { assertEquals } from "@std/assert";
import { KeepRecent } from "../../../src/app/worker/keep_recent.ts";

Deno.test("KeepRecent forgets what was asked for longest ago, once there is too much", () => {
  const kept = new KeepRecent<string>(10);
  kept.set("a", "A", 4);
  kept.set("b", "B", 4);
  assertEquals(kept.get("a"), "A");
  kept.set("c", "C", 4);
  assertEquals(kept.keys(), ["a", "c"]);
  assertEquals(kept.get("b"), undefined);
});

Deno.test("KeepRecent keeps the newest, however large it is", () => {
  const kept = new KeepRecent<string>(10);
  kept.set("a", "A", 4);
  kept.set("b", "B", 100);
  assertEquals(kept.keys(), ["b"]);
});

Deno.test("KeepRecent counts what it holds by a key once", () => {
  const kept = new KeepRecent<string>(10);
  kept.set("a", "A", 6);
  kept.set("a", "A2", 6);
  kept.set("b", "B", 4);
  assertEquals(kept.keys(), ["a", "b"]);
  kept.delete("a");
  kept.delete("a");
  kept.set("c", "C", 6);
  assertEquals(kept.keys(), ["b", "c"]);
});
