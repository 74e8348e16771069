import { ARGUMENT, F32 } from "./constants.ts";
import { denseStrides, type Handle, int64s, type OneDnn } from "./onednn.ts";
import { Primitive } from "./primitive.ts";

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
