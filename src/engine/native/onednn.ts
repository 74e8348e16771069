import { ARGUMENT, F32, QUERY } from "./constants.ts";
import { addressOf } from "./buffers.ts";
import { openLibrary } from "./library/mod.ts";
import { SYMBOLS } from "./symbols.ts";

/** Something that oneDNN made: an opaque address. */
export type Handle = bigint;

const STATUS = [
  "success",
  "out of memory",
  "invalid arguments",
  "not implemented",
  "no further implementation",
  "error at run time",
  "not required",
];
const UNIMPLEMENTED = [3, 4];

/** oneDNN's refusal, with the name of the call and its reason. */
export class OneDnnError extends Error {
  override readonly name = "OneDnnError";
  /** True if oneDNN has no code for what was asked, which is no mistake. */
  readonly unimplemented: boolean;

  constructor(call: string, status: number) {
    super(`oneDNN refused ${call}: ${STATUS[status] ?? `status ${status}`}`);
    this.unimplemented = UNIMPLEMENTED.includes(status);
  }
}

type Library = Deno.DynamicLibrary<typeof SYMBOLS>;

/** oneDNN's processor engine and stream, and the calls upon them. */
export class OneDnn {
  readonly calls: Library["symbols"];
  readonly engine: Handle;
  readonly stream: Handle;
  readonly #cell = new BigUint64Array(1);
  readonly #cellBytes = new Uint8Array(this.#cell.buffer);

  /**
   * @param path where the library is, or its name for the system's loader
   * @throws {Error} if it cannot be loaded, or lacks a symbol
   */
  constructor(path: string) {
    this.calls = openLibrary(path, SYMBOLS).symbols;
    const processor = 1;
    this.engine = this.make(
      "an engine",
      (cell) => this.calls.dnnl_engine_create(cell, processor, 0n),
    );
    const inOrder = 1;
    this.stream = this.make(
      "a stream",
      (cell) => this.calls.dnnl_stream_create(cell, this.engine, inOrder),
    );
  }

  /** Throws unless the status is success. */
  expect(call: string, status: number): void {
    if (status !== 0) throw new OneDnnError(call, status);
  }

  /** Makes something through a call that fills a cell with its handle. */
  make(what: string, call: (cell: Uint8Array<ArrayBuffer>) => number): Handle {
    this.expect(what, call(this.#cellBytes));
    return this.#cell[0]!;
  }
}

/** 64-bit integers for a C array. */
export const int64s = (values: readonly number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

/** Strides of a dense row-major array. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  for (let i = shape.length - 1, step = 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

/** What is done to a primitive's result before it is stored. */
export type PostOperation =
  | { readonly eltwise: number; readonly alpha?: number; readonly beta?: number }
  | { readonly addTimes: number };

/**
 * Makes descriptors for one primitive, and lets them go when it is built.
 */
export class Builder {
  readonly #garbage: (() => void)[] = [];
  /** Attributes that a primitive has: it works in memory that we give. */
  readonly attributes: Handle;
  /** The same without the post-operations. */
  readonly #plain: Handle;

  constructor(readonly dnnl: OneDnn, postOperations: readonly PostOperation[] = []) {
    this.#plain = this.#makeAttributes();
    this.attributes = postOperations.length > 0 ? this.#makeAttributes() : this.#plain;
    if (postOperations.length > 0) this.#append(postOperations);
  }

  #makeAttributes(): Handle {
    const { calls } = this.dnnl;
    const made = this.dnnl.make("attributes", (c) => calls.dnnl_primitive_attr_create(c));
    this.#garbage.push(() => calls.dnnl_primitive_attr_destroy(made));
    const user = 1;
    this.dnnl.expect(
      "a scratchpad of ours",
      calls.dnnl_primitive_attr_set_scratchpad_mode(made, user),
    );
    return made;
  }

  #append(operations: readonly PostOperation[]): void {
    const { dnnl } = this, { calls } = dnnl;
    const list = dnnl.make("post-operations", (c) => calls.dnnl_post_ops_create(c));
    this.#garbage.push(() => calls.dnnl_post_ops_destroy(list));
    for (const one of operations) {
      dnnl.expect(
        "a post-operation",
        "eltwise" in one
          ? calls.dnnl_post_ops_append_eltwise(
            list,
            one.eltwise,
            one.alpha ?? 0,
            one.beta ?? 0,
          )
          : calls.dnnl_post_ops_append_sum(list, one.addTimes, 0, 0),
      );
    }
    dnnl.expect(
      "post-operations",
      calls.dnnl_primitive_attr_set_post_ops(this.attributes, list),
    );
  }

  /** Describes a memory; without strides it is dense and row-major. */
  describe(
    shape: readonly number[],
    strides: readonly number[] = denseStrides(shape),
    type: number = F32,
  ): Handle {
    const { calls } = this.dnnl;
    return this.#keep(
      this.dnnl.make(
        `a memory [${shape}] with strides [${strides}]`,
        (cell) =>
          calls.dnnl_memory_desc_create_with_strides(
            cell,
            shape.length,
            int64s(shape),
            type,
            int64s(strides),
          ),
      ),
    );
  }

  /** Describes a memory whose layout oneDNN may choose. */
  describeAny(shape: readonly number[], type: number = F32): Handle {
    const any = 1;
    return this.#keep(
      this.dnnl.make(
        `a memory [${shape}]`,
        (cell) =>
          this.dnnl.calls.dnnl_memory_desc_create_with_tag(
            cell,
            shape.length,
            int64s(shape),
            type,
            any,
          ),
      ),
    );
  }

  #keep(memory: Handle): Handle {
    this.#garbage.push(() => this.dnnl.calls.dnnl_memory_desc_destroy(memory));
    return memory;
  }

  /** Chooses an implementation; the call gets the cell and the engine. */
  choose(
    what: string,
    call: (cell: Uint8Array<ArrayBuffer>, engine: Handle) => number,
  ): Handle {
    const chosen = this.dnnl.make(what, (cell) => call(cell, this.dnnl.engine));
    this.#garbage.push(() => this.dnnl.calls.dnnl_primitive_desc_destroy(chosen));
    return chosen;
  }

  /** The memory that the chosen implementation wants for one of its parts. */
  ask(chosen: Handle, query: number): Handle {
    return this.dnnl.calls.dnnl_primitive_desc_query_md(chosen, query, 0);
  }

  /** Bytes of a described memory. */
  sizeOf(memory: Handle): number {
    return memory === 0n ? 0 : Number(this.dnnl.calls.dnnl_memory_desc_get_size(memory));
  }

  isSame(a: Handle, b: Handle): boolean {
    return this.dnnl.calls.dnnl_memory_desc_equal(a, b) === 1;
  }

  /** A primitive that copies from one layout to another. */
  reorder(from: Handle, to: Handle): Primitive {
    const { calls } = this.dnnl;
    const chosen = this.choose(
      "a reorder",
      (cell, engine) =>
        calls.dnnl_reorder_primitive_desc_create(
          cell,
          from,
          engine,
          to,
          engine,
          this.#plain,
        ),
    );
    return new Primitive(this, chosen, [[ARGUMENT.source, from], [
      ARGUMENT.destination,
      to,
    ]]);
  }

  dispose(): void {
    for (const release of this.#garbage.reverse()) release();
  }
}

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
