/** What is fetched before a person has given an image. */
import { assert, assertGreater, assertLess } from "@std/assert";
import { join } from "node:path";
import { until } from "./hands.ts";
import type { Site } from "./site.ts";

/** Less than a megabyte without the model, by files as they are; the page itself first. */
export async function fetchesLittle({ root, server, visit }: Site): Promise<void> {
  // What is kept for later without a network is fetched when all this is there.
  server.instead.set("sw.js", () => new Response("", { status: 404 }));
  try {
    server.asked.length = 0;
    await visit(async ({ page }) => {
      await until(page, "document.querySelector('.badge[title]')");
    }, /404/);
    const asked = new Set(server.asked).difference(new Set(["sw.js"]));
    const sizes = [...asked].map((path) => Deno.statSync(join(root, path)).size);
    const sum = sizes.reduce((all, size) => all + size, 0);
    assertGreater(sum, 500_000);
    assertLess(sum, 1_000_000);
    assert([...asked].every((path) => !/^models\/[^/]+\//.test(path)));
  } finally {
    server.instead.clear();
  }
}
