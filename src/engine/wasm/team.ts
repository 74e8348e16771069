import { Worker } from "node:worker_threads";
import { messageOf } from "../../base/mod.ts";
import type { WasmBackend } from "./backend.ts";
import {
  chooseVariant,
  type HelperStart,
  instantiateKernels,
  JOB,
  JOB_BYTES,
  type Kernels,
  VARIANTS,
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

  /** Starts one more thread. @throws {Error} if it does not start */
  async addHelper(module: WebAssembly.Module): Promise<void> {
    const workerData: HelperStart = {
      module,
      memory: this.#backend.wasm.asm.memory,
      job: this.#job,
      thread: this.threads,
    };
    const worker = new Worker(new URL("helper.ts", import.meta.url), { workerData });
    await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    // A process whose work is done ends, though its helpers wait for more.
    worker.unref();
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

/** What became of a team's start. */
export interface TeamStart {
  readonly team: Team;
  readonly relaxed: boolean;
  /** Why there are fewer threads than asked for. */
  readonly shortage?: string;
}

/** Loads the kernels and starts the threads beside the main one. */
export async function startTeam(
  backend: WasmBackend,
  threads: number,
): Promise<TeamStart> {
  const variant = chooseVariant();
  const module = await WebAssembly.compile(
    await (await fetch(VARIANTS[variant])).arrayBuffer(),
  );
  const team = new Team(backend, module);
  const relaxed = variant === "relaxed";
  try {
    while (team.threads < threads) await team.addHelper(module);
    return { team, relaxed };
  } catch (error) {
    return { team, relaxed, shortage: messageOf(error) };
  }
}
