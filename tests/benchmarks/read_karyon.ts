/**
 * Reads training images with Karyon, as peers/read_dsb2018.py does with Pillow.
 * Argument: a job as reading_job.ts has it, in JSON. Prints one line of JSON.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { openDataset, prepareDataset } from "#karyon";
import settings from "../../deno.json" with { type: "json" };
import type { ReadingAnswer, ReadingJob } from "./reading_job.ts";

async function read({ source, ids, size, threads }: ReadingJob) {
  const dataset = await openDataset(source);
  const { parts } = await prepareDataset({
    source,
    dataset,
    parts: [{ set: dataset.train, ids }],
    shape: { size, normalization: "none" },
    threads,
    cache: false,
  });
  await dataset.close();
  return parts[0]!;
}

if (import.meta.main) {
  const job: ReadingJob = JSON.parse(Deno.args[0]!);
  const start = performance.now();
  const samples = await read(job);
  const seconds = (performance.now() - start) / 1000;
  const hash = createHash("sha256");
  let nuclei = 0;
  const probes: number[] = [];
  let at = 0;
  for (const { pixels, mask } of samples) {
    hash.update(mask);
    for (const value of mask) nuclei += value;
    for (; at < pixels.length; at += job.stride) probes.push(pixels[at]!);
    at -= pixels.length;
  }
  const answer: ReadingAnswer = {
    words: `Karyon ${settings.version}`,
    seconds,
    masks: hash.digest("hex"),
    nucleus_pixels: nuclei,
    probes,
  };
  console.log(JSON.stringify(answer));
}
