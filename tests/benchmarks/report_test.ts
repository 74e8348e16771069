import { assert } from "@std/assert";
import { reportOf } from "./report.ts";
import { sample } from "./sample_results.ts";

Deno.test("the report names machine, date and versions, and says what a ratio is", () => {
  const report = reportOf(sample);
  for (
    const part of [
      "A processor, 2 cores, 2 threads",
      "2001-02-03",
      "Deno 1.2.3",
      "oneDNN; PyTorch",
      "above 1 is faster",
      "200 in f32",
    ]
  ) assert(report.includes(part), part);
});

Deno.test("the report says so where the machine was busy", () => {
  const busy = { ...sample, machine: { ...sample.machine, load: 3 } };
  assert(reportOf(busy).includes("busy (load 3)"));
  assert(!reportOf(sample).includes("busy"));
});
