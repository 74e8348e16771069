import { assertEquals, assertLessOrEqual } from "@std/assert";
import {
  escapeXml,
  listed,
  plural,
  shorten,
  splitsWithCounts,
  textWidth,
  wrap,
} from "../../src/charts/words.ts";

Deno.test("listed() joins with commas and a last and", () => {
  assertEquals(listed([]), "");
  assertEquals(listed(["a"]), "a");
  assertEquals(listed(["a", "b"]), "a and b");
  assertEquals(listed(["a", "b", "c"]), "a, b and c");
});

Deno.test("splitsWithCounts() names every split with its n", () => {
  const counts = new Map([["train", 670], ["test", 65]]);
  assertEquals(splitsWithCounts(counts), "train (n = 670) and test (n = 65)");
});

Deno.test("plural() adds an s to all but one", () => {
  assertEquals([0, 1, 2].map((n) => plural(n, "image")), [
    "0 images",
    "1 image",
    "2 images",
  ]);
});

Deno.test("escapeXml() leaves nothing that ends a text or an attribute", () => {
  assertEquals(escapeXml('<a b="c">&'), "&lt;a b=&quot;c&quot;&gt;&amp;");
});

Deno.test("wrap() breaks between words, and keeps them all", () => {
  const text = "one two three four five six seven";
  const lines = wrap(text, 10, 80);
  assertEquals(lines.join(" "), text);
  for (const line of lines) assertLessOrEqual(textWidth(line, 10), 80);
  assertEquals(wrap("unbreakable-and-very-long", 10, 20).length, 1);
});

Deno.test("shorten() cuts only what does not fit", () => {
  assertEquals(shorten("short", 10, 100), "short");
  const cut = shorten("a long title that cannot fit", 10, 60);
  assertEquals(cut.endsWith("…"), true);
  assertLessOrEqual(textWidth(cut, 10), 60);
});
