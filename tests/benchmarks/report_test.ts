import { assert, assertEquals } from "@std/assert";
import { readingReport, reportOf } from "./report.ts";
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

Deno.test("the report of reading has a line for each source and number of threads", () => {
  const report = readingReport(sample)!;
  for (
    const part of [
      "300 training images",
      "Pillow 1.2",
      "| from the unpacked folder, 2 threads | 100 (2.00 x) | 50 |",
      "| from the unpacked folder, 1 thread | 60 (2.50 x) | 24 |",
    ]
  ) assert(report.includes(part), part);
});

Deno.test("the report of reading does without Pillow, and is none without figures", () => {
  const alone = {
    ...sample.readings[0]!,
    peer: null,
    peer_images_per_second: null,
    ratio_to_pillow: null,
    one_thread: null,
  };
  const report = readingReport({ ...sample, readings: [alone] })!;
  assert(report.endsWith("| from the unpacked folder, 2 threads | 100 | – |"), report);
  assertEquals(readingReport({ ...sample, readings: [] }), undefined);
});
