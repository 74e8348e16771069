import type { Timed } from "./alternate.ts";
import {
  type ConvolutionJob,
  type Job,
  nameOf,
  type NetworkJob,
  operationsOf,
  type Precision,
  type ProductJob,
  type TrainingStep,
} from "./jobs.ts";
import type { Machine } from "./machine.ts";
import type { ReadingRow } from "./reading.ts";
import { speedRatio } from "./statistics.ts";

/** A job and what each subject took for it. */
export interface TimedJob {
  readonly job: Job;
  readonly timed: readonly Timed[];
}

/** A network's step on one engine or peer. */
export interface NetworkRow {
  readonly case: string;
  readonly job: NetworkJob;
  readonly subject: string;
  readonly step?: TrainingStep;
  readonly seconds_per_image: number;
  /** Fastest and slowest step. */
  readonly range: readonly [number, number];
  readonly images_per_second: number;
  /**
   * Images a second, ours divided by PyTorch's: above 1 is faster than PyTorch.
   * For `webgpu` beside PyTorch on the same card, where PyTorch can use it.
   */
  readonly ratio_to_pytorch: number | null;
}

/** A single operation on one engine or peer. */
export interface OperationRow {
  readonly case: string;
  readonly job: ConvolutionJob | ProductJob;
  readonly subject: string;
  readonly seconds: number;
  /** Thousand million floating-point operations a second. */
  readonly gflops: number;
  /** Of the fastest matrix product in the same precision; null without one. */
  readonly percent_of_ceiling: number | null;
}

/** How long an engine or peer takes until it can compute. */
export interface StartUpRow {
  readonly subject: string;
  readonly words: string;
  /** From the start of its process. */
  readonly process_seconds: number;
  /** Of these, for the engine (or the library's import) alone. */
  readonly engine_seconds: number;
}

/** All figures of one run. */
export interface Measured {
  readonly machine: Machine;
  readonly start_up: readonly StartUpRow[];
  readonly networks: readonly NetworkRow[];
  /** GFLOP/s of the fastest matrix product, by precision. */
  readonly ceiling: Readonly<Partial<Record<Precision, number>>>;
  readonly operations: readonly OperationRow[];
  /** One row a folder of images. */
  readonly readings: readonly ReadingRow[];
  /** Cases that could not be timed, and why. */
  readonly failures: readonly string[];
}

const isGpu = (subject: string) => subject === "webgpu" || subject === "pytorch-cuda";

/** PyTorch's seconds for the same job, on the card for those who compute there. */
function referenceFor(subject: string, timed: readonly Timed[]): number | undefined {
  const onCard = timed.find((one) => one.subject === "pytorch-cuda");
  const onProcessor = timed.find((one) => one.subject === "pytorch");
  return (isGpu(subject) ? onCard ?? onProcessor : onProcessor)?.seconds;
}

/** One row for each network and subject. */
export function networkRows(jobs: readonly TimedJob[]): NetworkRow[] {
  return jobs.flatMap(({ job, timed }) => {
    if (job.kind !== "network") return [];
    return timed.map(({ subject, step, seconds, fastest, slowest }) => ({
      case: nameOf(job),
      job,
      subject,
      ...step === undefined ? {} : { step },
      seconds_per_image: seconds / job.batch,
      range: [fastest / job.batch, slowest / job.batch] as const,
      images_per_second: job.batch / seconds,
      ratio_to_pytorch: speedRatio(seconds, referenceFor(subject, timed)),
    }));
  });
}

/**
 * The fastest matrix product of each precision, in GFLOP/s: what the processor
 * can do. Cards are left out.
 */
export function findCeiling(jobs: readonly TimedJob[]): Measured["ceiling"] {
  const ceiling: Partial<Record<Precision, number>> = {};
  for (const { job, timed } of jobs) {
    if (job.kind !== "product") continue;
    for (const { subject, fastest } of timed) {
      if (isGpu(subject)) continue;
      const gflops = operationsOf(job) / fastest / 1e9;
      ceiling[job.precision] = Math.max(ceiling[job.precision] ?? 0, gflops);
    }
  }
  return ceiling;
}

/** One row for each operation and subject. */
export function operationRows(jobs: readonly TimedJob[]): OperationRow[] {
  const ceiling = findCeiling(jobs);
  return jobs.flatMap(({ job, timed }) => {
    if (job.kind === "network") return [];
    return timed.map(({ subject, seconds }) => {
      const gflops = operationsOf(job) / seconds / 1e9;
      const most = isGpu(subject) ? undefined : ceiling[job.precision];
      return {
        case: nameOf(job),
        job,
        subject,
        seconds,
        gflops,
        percent_of_ceiling: most === undefined ? null : 100 * gflops / most,
      };
    });
  });
}
