import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Timed } from "./alternate.ts";
import type { Job } from "./jobs.ts";
import { findCeiling, networkRows, operationRows } from "./results.ts";

const network: Job = {
  kind: "network",
  network: "unet",
  filters: 16,
  batch: 4,
  size: 256,
  precision: "f32",
  work: "inference",
};
const product: Job = { kind: "product", size: 1000, precision: "f32" };
const convolution: Job = {
  kind: "convolution",
  pass: "forward",
  batch: 1,
  size: 100,
  inputs: 10,
  outputs: 10,
  precision: "f32",
};

const took = (subject: string, seconds: number): Timed => ({
  subject,
  seconds,
  fastest: seconds / 2,
  slowest: seconds * 2,
  steps: 5,
});

Deno.test("a network's row has seconds and images by the batch, and the ratio of speeds", () => {
  const [ours] = networkRows([
    { job: network, timed: [took("native", 0.2), took("pytorch", 0.3)] },
  ]);
  assertAlmostEquals(ours!.seconds_per_image, 0.05);
  assertAlmostEquals(ours!.images_per_second, 20);
  assertAlmostEquals(ours!.ratio_to_pytorch!, 1.5);
  assertEquals(ours!.range, [0.025, 0.1]);
});

Deno.test("webgpu stands beside PyTorch on the card where there is one", () => {
  const timed = [took("webgpu", 1), took("native", 1), took("pytorch", 4)];
  const ratios = (more: Timed[]) =>
    networkRows([{ job: network, timed: [...timed, ...more] }])
      .slice(0, 2).map(({ ratio_to_pytorch }) => ratio_to_pytorch);
  assertEquals(ratios([]), [4, 4]);
  assertEquals(ratios([took("pytorch-cuda", 0.5)]), [0.5, 4]);
});

Deno.test("without PyTorch the ratio is null", () => {
  const [row] = networkRows([{ job: network, timed: [took("wasm", 1)] }]);
  assertEquals(row!.ratio_to_pytorch, null);
});

Deno.test("the ceiling is the fastest product of a processor", () => {
  const timed = [took("native", 0.04), took("pytorch", 0.02), took("webgpu", 1e-4)];
  // 2e9 operations in half of 0.02 s.
  assertAlmostEquals(findCeiling([{ job: product, timed }])["f32"]!, 200);
});

Deno.test("a convolution's row has GFLOP/s and their share of the ceiling", () => {
  const rows = operationRows([
    { job: product, timed: [took("pytorch", 0.02)] },
    { job: convolution, timed: [took("native", 1.8e-4), took("webgpu", 1.8e-4)] },
  ]);
  assertAlmostEquals(rows[1]!.gflops, 100, 1e-6);
  assertAlmostEquals(rows[1]!.percent_of_ceiling!, 50, 1e-6);
  assertEquals(rows[2]!.percent_of_ceiling, null);
});
