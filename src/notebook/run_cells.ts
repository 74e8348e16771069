/** Running code in a kernel, one cell after the other, outputs complete. */
import { randomUUID } from "node:crypto";
import type { Kernel } from "./kernel.ts";
import type { Output } from "./nbformat.ts";
import { OutputCollector } from "./outputs.ts";
import { markCode, PRELUDE, type Told, toldBy } from "./prelude.ts";
import { type RawError, rawError } from "./run_error.ts";

/** Longest wait for outputs after a cell has finished. */
const DRAIN_SECONDS = 10;

/** When to give up on a cell. */
export interface CellLimits {
  readonly timeoutSeconds: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A kernel that has been prepared for running cells. */
export class CellRunner {
  readonly #kernel: Kernel;
  readonly #collector = new OutputCollector();
  /** Settles when the kernel reports an error that no reply carries. */
  readonly #failure = Promise.withResolvers<RawError>();
  readonly #ready = Promise.withResolvers<Record<string, string>>();
  /** The kernel's own error message for the cell under way. */
  #error: RawError | undefined;
  #token = "";
  #mark = Promise.withResolvers<void>();
  #awaited = new Set<string>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.onOutput = (message) => {
      const told = toldBy(message);
      if (told !== undefined) this.#hear(told);
      else if (message.type === "error") {
        this.#error = rawError(message.content);
      } else this.#collector.take(message);
      this.#findMarks();
    };
  }

  /** Prepares the kernel; resolves with its versions. */
  async start(): Promise<Record<string, string>> {
    this.#kernel.execute(PRELUDE, { silent: true });
    const ended = this.#kernel.ended.then((how): never => {
      throw new Error(`The Deno Jupyter kernel ${how}`);
    });
    return await Promise.race([this.#ready.promise, ended]);
  }

  /** Runs a cell's code; its outputs go into the list. Resolves with its error. */
  async run(
    code: string,
    outputs: Output[],
    limits: CellLimits,
  ): Promise<RawError | undefined> {
    this.#collector.into(outputs);
    this.#error = undefined;
    const { stopped, release } = this.#stops(limits);
    try {
      const reply = await Promise.race([
        this.#kernel.execute(code, { silent: false }),
        stopped,
      ]);
      if (!("content" in reply)) return reply;
      const late = await Promise.race([this.#drain(), stopped]);
      if (reply.content.status !== "error") return late;
      return this.#error ?? rawError(reply.content);
    } finally {
      release();
    }
  }

  /** Settles with the first reason to give up on the cell. */
  #stops({ timeoutSeconds, signal }: CellLimits) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { promise, resolve } = Promise.withResolvers<RawError>();
    const give = (name: string, message: string) => resolve({ name, message, stack: [] });
    const abort = () => give("AbortError", "The run was stopped");
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    if (timeoutSeconds !== undefined) {
      timer = setTimeout(
        () => give("TimeoutError", `The cell ran longer than ${timeoutSeconds} s`),
        timeoutSeconds * 1000,
      );
    }
    this.#kernel.ended.then((how) => give("KernelError", `The kernel ${how}`));
    this.#failure.promise.then(resolve);
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    return { stopped: promise, release };
  }

  /** Waits until all that the cell has shown has arrived. */
  async #drain(): Promise<undefined> {
    this.#token = randomUUID();
    this.#awaited = new Set(["stdout", "stderr", "display"]);
    this.#mark = Promise.withResolvers();
    this.#kernel.execute(markCode(this.#token), { silent: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, DRAIN_SECONDS * 1000);
    });
    await Promise.race([this.#mark.promise, late]);
    clearTimeout(timer);
  }

  #hear(told: Told): void {
    if (told.kind === "ready") this.#ready.resolve(told.versions);
    else if (told.kind === "failure") {
      const { name, message, stack } = told;
      this.#failure.resolve({
        name,
        message,
        stack: stack.split("\n"),
        stray: true,
      });
    } else if (told.token === this.#token) this.#awaited.delete("display");
  }

  #findMarks(): void {
    for (const name of ["stdout", "stderr"] as const) {
      if (!this.#awaited.has(name)) continue;
      if (this.#collector.removeText(name, `${this.#token}\n`)) {
        this.#awaited.delete(name);
      }
    }
    if (this.#awaited.size === 0) this.#mark.resolve();
  }
}
