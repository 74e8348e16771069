import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { PageTimes } from "./page.ts";
import { pageReport } from "./page_report.ts";
import results from "./results.json" with { type: "json" };

const MADE_UP: PageTimes = {
  machine: {
    cpu: "A",
    cores: 2,
    threads: 1,
    memory_gb: 8,
    system: "linux",
    date: "2026-01-01",
    deno: "2.9.6",
    load: 0,
  },
  browser: "Chrome/1",
  model: "m",
  engine: "Engine: wasm.",
  visits: 3,
  start: { bytes: { plain: 200_000, packed: 80_000 }, seconds: 0.1 },
  before: { plain: 990_000, packed: 410_000 },
  first: { side: 256, nuclei: 35, seconds: 0.5 },
  next: [
    { side: 256, nuclei: 35, seconds: 0.2 },
    { side: 4096, nuclei: 8960, seconds: 20 },
  ],
  stop: 1,
};

Deno.test("pageReport() tells bytes and what each image took", () => {
  const text = pageReport(MADE_UP);
  for (
    const words of [
      "until the page is shown | 200 kB (80 by gzip)",
      "engine included | 990 kB (410 by gzip)",
      "from drop to 35 nuclei, model fetched and built | 0.5 s",
      "the next one of 256 x 256: from drop to 35 nuclei | 0.2 s",
      "an image of 4,096 x 4,096: from drop to 8,960 nuclei | 20 s",
      "Stop, amid the one of 4,096 x 4,096 | 1 s",
      "model `m`",
    ]
  ) assertStringIncludes(text.toLowerCase(), words.toLowerCase());
  assert(!text.includes("busy"));
});

Deno.test("pageReport() leaves out what was not stopped, and says if it was busy", () => {
  const machine = { ...MADE_UP.machine, load: 3 };
  const text = pageReport({ ...MADE_UP, machine, stop: null });
  assertEquals(text.includes("Stop"), false);
  assertStringIncludes(text, "The machine was busy (load 3)");
});

Deno.test("README.md tells what results.json holds of the page", async () => {
  const page = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const { app } = results as unknown as { app: PageTimes };
  // `deno fmt` wraps lines and pads tables.
  const plain = (text: string) => text.replace(/[\s-]+/g, "");
  assertStringIncludes(plain(page), plain(pageReport(app)));
});
