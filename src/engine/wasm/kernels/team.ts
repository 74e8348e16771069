/**
 * Several threads share one job: whoever is free takes its next block. Who takes
 * which does not change a number, so neither does the count of threads.
 */
import { Convolution, convolveBlock } from "./convolve";
import { Copies, copyBlock } from "./copy_blocks";
import { Elementwise, elementwiseBlock } from "./elementwise";
import { addParts, FilterGradient, sumPart } from "./filter_gradient";
import { Packing, packPanel } from "./pack_filter";
import { PoolGradient, poolGradientBlock } from "./pool_gradient";
import { addColumnParts, ColumnSums, sumColumnsPart } from "./sum_columns";

/** The job of the moment, in memory that all threads see. */
@unmanaged
class Job {
  /** Changes when there is something to do. */
  generation: i32;
  /** The next block that nobody has taken. */
  next: i32;
  count: i32;
  /** Helpers at work. */
  busy: i32;
  /** Which kernel: its place in `KERNELS` of `team.ts` outside. */
  kernel: i32;
  /** Helpers that met a trap. */
  failed: i32;
}

/** Past every count: a helper that wakes late takes nothing. */
const CLOSED: i32 = 0x40000000;

/** Looks at memory before a thread goes to sleep, about 20 to 50 microseconds. */
const PATIENCE: i32 = 20000;

/** Where a job's own figures start. */
const FIGURES: usize = 64;

function perform(kernel: i32, figures: usize, block: i32, thread: i32): void {
  switch (kernel) {
    case 0:
      return packPanel(changetype<Packing>(figures), block);
    case 1:
      return convolveBlock(changetype<Convolution>(figures), block, thread);
    case 2:
      return sumPart(changetype<FilterGradient>(figures), block, thread);
    case 3:
      return addParts(changetype<FilterGradient>(figures), block);
    case 4:
      return poolGradientBlock(changetype<PoolGradient>(figures), block);
    case 5:
      return elementwiseBlock(changetype<Elementwise>(figures), block);
    case 6:
      return sumColumnsPart(changetype<ColumnSums>(figures), block);
    case 7:
      return addColumnParts(changetype<ColumnSums>(figures));
    case 8:
      return copyBlock(changetype<Copies>(figures), block);
    default:
      unreachable();
  }
}

function work(job: usize, thread: i32): void {
  for (;;) {
    const block = atomic.add<i32>(job, 1, offsetof<Job>("next"));
    if (block >= atomic.load<i32>(job, offsetof<Job>("count"))) return;
    perform(load<i32>(job, offsetof<Job>("kernel")), job + FIGURES, block, thread);
  }
}

/** Does a job together with the helpers and returns when all of it is done. */
export function lead(job: usize): void {
  const count = atomic.load<i32>(job, offsetof<Job>("count"));
  atomic.store<i32>(job, 0, offsetof<Job>("next"));
  if (count > 1) {
    atomic.add<i32>(job, 1, offsetof<Job>("generation"));
    atomic.notify(job, -1);
  }
  work(job, 0);
  // Close first, then wait: nobody can take a block of the next job too early.
  atomic.store<i32>(job, CLOSED, offsetof<Job>("next"));
  let looks = 0;
  for (;;) {
    const busy = atomic.load<i32>(job, offsetof<Job>("busy"));
    if (busy === 0) return;
    if (++looks > PATIENCE) atomic.wait<i32>(job + offsetof<Job>("busy"), busy, 1000000);
  }
}

/** How long a helper sleeps before it looks around, in nanoseconds. */
const NAP: i64 = 500000000;

/** Works on every job until none has come for a while. */
export function help(job: usize, thread: i32): void {
  // A job that is there already is none of the helper's business: it may be over.
  let seen = atomic.load<i32>(job);
  for (;;) {
    let looks = 0;
    while (atomic.load<i32>(job) === seen) {
      if (++looks < PATIENCE) continue;
      if (atomic.wait<i32>(job, seen, NAP) === AtomicWaitResult.TIMED_OUT) return;
    }
    seen = atomic.load<i32>(job);
    atomic.add<i32>(job, 1, offsetof<Job>("busy"));
    work(job, thread);
    atomic.sub<i32>(job, 1, offsetof<Job>("busy"));
    atomic.notify(job + offsetof<Job>("busy"), -1);
  }
}
