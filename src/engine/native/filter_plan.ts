import type { NativeBackend } from "./backend.ts";
import type { Builder } from "./builder.ts";
import type { Handle } from "./onednn.ts";
import type { Primitive } from "./primitive.ts";

/**
 * A primitive with a filter in oneDNN's own layout, and how that comes from
 * TensorFlow.js's, or goes back to it.
 */
export class FilterPlan {
  /** Between the two layouts; undefined where they are the same. */
  readonly reorder: Primitive | undefined;
  readonly #bytes: number;

  /**
   * @param way the layouts that the filter goes from and to
   * @param layout which of them is oneDNN's
   */
  constructor(
    builder: Builder,
    readonly primitive: Primitive,
    [from, to]: readonly [from: Handle, to: Handle],
    layout: Handle,
  ) {
    this.reorder = builder.isSame(from, to) ? undefined : builder.reorder(from, to);
    this.#bytes = builder.sizeOf(layout);
  }

  /** Memory for the filter in oneDNN's layout, until the next filter comes. */
  space(native: NativeBackend): bigint {
    return native.scratch("filter", this.#bytes);
  }

  /** The filter in oneDNN's layout. */
  arrange(native: NativeBackend, filter: bigint): bigint {
    if (!this.reorder) return filter;
    const arranged = this.space(native);
    native.runPrimitive(this.reorder, [filter, arranged]);
    return arranged;
  }

  destroy(): void {
    this.primitive.destroy();
    this.reorder?.destroy();
  }
}
