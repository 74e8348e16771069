import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Predicting } from "./predicting.ts";
import { predictingReport } from "./predicting_report.ts";
import results from "./results.json" with { type: "json" };

const MADE_UP: Predicting = {
  machine: {
    cpu: "A",
    cores: 2,
    threads: 2,
    memory_gb: 8,
    system: "linux",
    date: "2026-01-01",
    deno: "2.9.6",
    load: 0,
  },
  model: "m",
  engine: "E",
  one: { side: 1024, nuclei: 1200, seconds: 2.5 },
  many: { images: 1000, megapixels: 120, nuclei: 30000, seconds: 50 },
  large: {
    width: 20000,
    height: 20000,
    nuclei: 900000,
    seconds: 400,
    peak_megabytes: 1200,
  },
  after: {
    seconds: 0.2,
    nuclei: 1200,
    peer: "scikit-image 1",
    peer_seconds: 2,
    peer_nuclei: 1210,
    ratio_to_scikit_image: 10,
  },
};

Deno.test("predictingReport() tells seconds, rates, memory and how many times as fast", () => {
  const text = predictingReport(MADE_UP);
  for (
    const words of [
      "20 images/s",
      "memory at most 1,200 MB",
      "400 s",
      "Karyon is 10 times as fast",
      "model `m`",
    ]
  ) assertStringIncludes(text, words);
  assert(!text.includes("busy"));
});

Deno.test("predictingReport() leaves out what was not measured, and says if it was busy", () => {
  const after = { ...MADE_UP.after, peer: null, peer_seconds: null };
  const machine = { ...MADE_UP.machine, load: 3 };
  const text = predictingReport({ ...MADE_UP, machine, large: null, after });
  assertEquals([text.includes("20,000"), text.includes("scikit")], [false, false]);
  assertStringIncludes(text, "The machine was busy (load 3)");
});

Deno.test("README.md tells what results.json holds of predicting", async () => {
  const page = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const { predicting } = results as unknown as { predicting: Predicting };
  // `deno fmt` wraps lines and pads tables.
  const plain = (text: string) => text.replace(/[\s-]+/g, "");
  assertStringIncludes(plain(page), plain(predictingReport(predicting)));
});
