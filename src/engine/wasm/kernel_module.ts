/** What a binary of the kernels needs of the runtime. */
export type Variant = "relaxed" | "plain";

/** What the compiled kernels export. */
export interface Kernels {
  /** Does the job at this address together with the helpers. */
  lead(job: number): void;
  /** Works on every job at this address, for good. */
  help(job: number, thread: number): void;
}

/** What a helper thread is started with. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the job that all share. */
  readonly job: number;
  /** 1 for the first helper; the main thread is 0. */
  readonly thread: number;
}

/** Places of a job's figures, in numbers of four bytes from its address. */
export const JOB = { count: 2, busy: 3, kernel: 4, failed: 5, next: 1, figures: 16 };

/** Bytes of a job with all its figures. */
export const JOB_BYTES = 256;

/** A module whose one function multiplies and adds with relaxed SIMD. */
// deno-fmt-ignore
const RELAXED_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0,
  // Types: one function from three vectors to one.
  1, 8, 1, 96, 3, 123, 123, 123, 1, 123,
  3, 2, 1, 0,
  // Code: its three parameters, f32x4.relaxed_madd (0xfd 0x105), end.
  10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11,
]);

/** Which of the two binaries this runtime can load. */
export function chooseVariant(): Variant {
  return WebAssembly.validate(RELAXED_PROBE) ? "relaxed" : "plain";
}

/** Connects the kernels with the memory that they work in. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Kernels;
}

/** Lets the main thread know that a helper stopped in the middle of a job. */
export function reportTrap(memory: WebAssembly.Memory, job: number): void {
  const figures = new Int32Array(memory.buffer, job, JOB_BYTES / 4);
  Atomics.store(figures, JOB.failed, 1);
  Atomics.sub(figures, JOB.busy, 1);
  Atomics.notify(figures, JOB.busy);
}
