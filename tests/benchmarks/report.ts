import { isBusy } from "./machine.ts";
import type { Measured } from "./results.ts";
import {
  formatNumber,
  networkTable,
  operationTable,
  readingTable,
  startUpTable,
} from "./tables.ts";

/** Everything as Markdown, each table under what it says. */
export function reportOf(measured: Measured): string {
  const { machine, ceiling, networks, operations, start_up } = measured;
  const limits = Object.entries(ceiling).map(([precision, gflops]) =>
    `${formatNumber(gflops)} in ${precision}`
  );
  const parts = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.threads} threads, ${machine.system}, ` +
    `Deno ${machine.deno}, ${machine.date}. ${
      isBusy(machine) ? `The machine was busy (load ${machine.load}). ` : ""
    }` +
    `${start_up.map(({ words }) => words).join("; ")}.`,
  ];
  if (networks.length > 0) {
    parts.push(
      "Images of 256 x 256 a second: medians of runs that took turns. In brackets, how many times PyTorch's (eager, channels_last, bf16 by " +
        "autocast): above 1 is faster than PyTorch. A training step is forward, binary " +
        "cross-entropy, backward and Adam; stock layers are trained by TensorFlow.js's own " +
        "`trainOnBatch`, Karyon's step is that of `karyon train`.",
      networkTable(networks),
    );
  }
  if (operations.length > 0) {
    parts.push(
      "Single operations, medians; in brackets, the share of the fastest matrix product" +
        `${limits.length > 0 ? ` (GFLOP/s: ${limits.join(", ")})` : ""}.`,
      operationTable(operations),
    );
  }
  if (start_up.length > 0) parts.push(startUpTable(start_up));
  return parts.join("\n\n");
}

/** How fast images are read, as Markdown; undefined where that was not timed. */
export function readingReport({ machine, readings }: Measured): string | undefined {
  const [first] = readings;
  if (!first) return undefined;
  return `${machine.cpu}, ${machine.cores} cores, Deno ${machine.deno}, ${machine.date}${
    first.peer === null ? "" : `; ${first.peer}, a process for each thread`
  }. ${first.images} training images of the 2018 Data Science Bowl with all their masks: ` +
    "decoded, resized to 256 x 256 (bilinear, no antialias), masks merged and resized; " +
    "opening the data set and starting threads included. In brackets, how many times " +
    "the speed of Pillow and NumPy, whose masks are the same to the bit." +
    `\n\n${readingTable(readings)}`;
}
