import { addressOf } from "./buffers.ts";
import type { Builder } from "./builder.ts";
import { ARGUMENT, QUERY } from "./constants.ts";
import type { Handle, OneDnn } from "./onednn.ts";

/** A compiled operation with a slot for the address of each of its memories. */
export class Primitive {
  readonly #dnnl: OneDnn;
  readonly #handle: Handle;
  readonly #memories: Handle[] = [];
  readonly #arguments: Uint8Array<ArrayBuffer>;
  readonly #address: bigint;
  /** Bytes of working memory that a run needs. */
  readonly scratchpad: number;

  /** @param parts what each memory is, in the order of `run`'s addresses */
  constructor(
    builder: Builder,
    chosen: Handle,
    parts: readonly (readonly [argument: number, memory: Handle])[],
  ) {
    const { dnnl } = builder, { calls } = dnnl;
    this.#dnnl = dnnl;
    this.#handle = dnnl.make(
      "a primitive",
      (cell) => calls.dnnl_primitive_create(cell, chosen),
    );
    const working = builder.ask(chosen, QUERY.scratchpad);
    this.scratchpad = builder.sizeOf(working);
    const all = this.scratchpad > 0
      ? [...parts, [ARGUMENT.scratchpad, working] as const]
      : parts;
    // An array of C's { int argument; dnnl_memory_t memory; }, 16 bytes each.
    this.#arguments = new Uint8Array(16 * all.length);
    const view = new DataView(this.#arguments.buffer);
    all.forEach(([argument, description], i) => {
      const memory = dnnl.make(
        "a memory",
        (cell) => calls.dnnl_memory_create(cell, description, dnnl.engine, 0n),
      );
      this.#memories.push(memory);
      view.setInt32(16 * i, argument, true);
      view.setBigUint64(16 * i + 8, memory, true);
    });
    this.#address = addressOf(this.#arguments);
  }

  /**
   * Runs to the end.
   *
   * @param addresses of each part, then of the scratchpad
   */
  run(addresses: readonly bigint[]): void {
    const { calls, stream } = this.#dnnl;
    const memories = this.#memories;
    for (let i = 0; i < memories.length; i++) {
      calls.dnnl_memory_set_data_handle(memories[i]!, addresses[i]!);
    }
    this.#dnnl.expect(
      "to run a primitive",
      calls.dnnl_primitive_execute(this.#handle, stream, memories.length, this.#address),
    );
  }

  destroy(): void {
    const { calls } = this.#dnnl;
    calls.dnnl_primitive_destroy(this.#handle);
    for (const memory of this.#memories) calls.dnnl_memory_destroy(memory);
    this.#memories.length = 0;
  }
}
