import type { Timed } from "./alternate.ts";
import type { NetworkJob } from "./jobs.ts";
import { type Measured, networkRows, operationRows } from "./results.ts";

const timed = (
  subject: string,
  seconds: number,
  step?: NonNullable<Timed["step"]>,
): Timed => ({
  subject,
  ...step ? { step } : {},
  seconds,
  fastest: seconds,
  slowest: seconds,
  steps: 3,
});

const network = (changes: Partial<NetworkJob>): NetworkJob => ({
  kind: "network",
  network: "unet",
  filters: 16,
  batch: 4,
  size: 256,
  precision: "f32",
  work: "training",
  ...changes,
});

/** Invented figures that are easy to check. */
export const sample: Measured = {
  machine: {
    cpu: "A processor",
    cores: 2,
    memory_gb: 8,
    system: "linux x86_64",
    date: "2001-02-03",
    deno: "1.2.3",
    threads: 2,
    load: 0,
  },
  start_up: [
    { subject: "native", words: "oneDNN", process_seconds: 0.5, engine_seconds: 0.1 },
    { subject: "pytorch", words: "PyTorch", process_seconds: 1.8, engine_seconds: 1.6 },
  ],
  networks: networkRows([
    {
      job: network({}),
      timed: [
        timed("native", 0.4, "karyon"),
        timed("native", 0.5, "stock"),
        timed("pytorch", 0.5),
      ],
    },
    {
      job: network({ work: "inference" }),
      timed: [timed("native", 0.1), timed("pytorch", 0.12), timed("onnx-runtime", 0.15)],
    },
    {
      job: network({ network: "unet-plus-plus" }),
      timed: [timed("native", 2, "karyon")],
    },
  ]),
  ceiling: { f32: 200 },
  operations: operationRows([
    {
      job: { kind: "product", size: 1000, precision: "f32" },
      timed: [timed("native", 0.02), timed("pytorch", 0.01)],
    },
  ]),
  readings: [
    {
      source: "images",
      kind: "folder",
      images: 300,
      threads: 2,
      images_per_second: 100,
      peer_images_per_second: 50,
      ratio_to_pillow: 2,
      one_thread: {
        threads: 1,
        images_per_second: 60,
        peer_images_per_second: 24,
        ratio_to_pillow: 2.5,
      },
      peer: "Pillow 1.2",
    },
  ],
  failures: [],
};
