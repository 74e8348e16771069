import type { WasmBackend } from "./backend.ts";
import {
  type HelperStart,
  instantiateKernels,
  JOB,
  JOB_BYTES,
  type Kernels,
} from "./kernel_module.ts";

/** The kernels in the order of `perform` in `kernels/team.ts`. */
const KERNELS = [
  "packPanel",
  "convolveBlock",
  "sumPart",
  "addParts",
  "poolGradientBlock",
  "elementwiseBlock",
  "sumColumnsPart",
  "addColumnParts",
  "copyBlock",
] as const;

/** The name of a kernel. */
export type KernelName = typeof KERNELS[number];

/** Past every block: see `CLOSED` in `kernels/team.ts`. */
const CLOSED = 0x40000000;

/** The main thread and its helpers, which compute kernels block by block. */
export class Team {
  /** Threads at work, the main one among them. */
  threads = 1;
  readonly #backend: WasmBackend;
  readonly #kernels: Kernels;
  readonly #job: number;
  readonly #figures: Int32Array;
  readonly #fractions: Float32Array;
  readonly #rooms = new Map<string, { address: number; bytes: number }>();

  constructor(backend: WasmBackend, module: WebAssembly.Module) {
    const { memory } = backend.wasm.asm;
    this.#backend = backend;
    this.#kernels = instantiateKernels(module, memory);
    this.#job = backend.wasm._malloc(JOB_BYTES) >>> 0;
    // Shared memory stays where it is when it grows: these views stay valid.
    this.#figures = new Int32Array(memory.buffer, this.#job, JOB_BYTES / 4).fill(0);
    this.#fractions = new Float32Array(memory.buffer, this.#job, JOB_BYTES / 4);
    this.#figures[JOB.next] = CLOSED;
  }

  /**
   * Takes in one more thread.
   *
   * @param start starts it and waits until it has begun
   * @throws {Error} if it does not start
   */
  async addHelper(
    module: WebAssembly.Module,
    start: (helper: HelperStart) => Promise<void>,
  ): Promise<void> {
    await start({
      module,
      memory: this.#backend.wasm.asm.memory,
      job: this.#job,
      thread: this.threads,
    });
    this.threads++;
  }

  /**
   * Computes a kernel.
   *
   * @param count blocks that the threads share
   * @param figures what the kernel's class in `kernels/` holds, in its order
   * @param fraction its last figure, where that is a float32
   * @throws {Error} if a helper stopped
   */
  run(
    kernel: KernelName,
    count: number,
    figures: readonly number[],
    fraction?: number,
  ): void {
    this.#figures[JOB.kernel] = KERNELS.indexOf(kernel);
    this.#figures[JOB.count] = count;
    this.#figures.set(figures, JOB.figures);
    if (fraction !== undefined) {
      this.#fractions[JOB.figures + figures.length] = fraction;
    }
    this.#kernels.lead(this.#job);
    if (this.#figures[JOB.failed] !== 0) {
      throw new Error(`A helper thread of the wasm engine stopped in ${kernel}`);
    }
  }

  /** Memory that a kernel may use until the next one asks by the same name. */
  room(name: string, bytes: number): number {
    const room = this.#rooms.get(name);
    if (room && room.bytes >= bytes) return room.address;
    if (room) this.#backend.wasm._free(room.address);
    const address = this.#backend.wasm._malloc(bytes) >>> 0;
    this.#rooms.set(name, { address, bytes });
    return address;
  }
}
