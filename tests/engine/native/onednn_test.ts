import { assertEquals, assertThrows } from "@std/assert";
import { ARGUMENT, ELTWISE, F32 } from "../../../src/engine/native/constants.ts";
import { Builder } from "../../../src/engine/native/builder.ts";
import {
  denseStrides,
  int64s,
  OneDnn,
  OneDnnError,
} from "../../../src/engine/native/onednn.ts";
import { Primitive } from "../../../src/engine/native/primitive.ts";
import { addressOf } from "../../../src/engine/native/buffers.ts";
import { backend, nativeTest } from "./support.ts";

/** Runs with a builder, and lets go of what it made. */
function build<T>(body: (builder: Builder) => T): T {
  const builder = new Builder(backend().dnnl);
  try {
    return body(builder);
  } finally {
    builder.dispose();
  }
}

Deno.test("numbers travel to C as 64-bit integers", () => {
  assertEquals(
    new BigInt64Array(int64s([1, -2, 2 ** 40]).buffer),
    BigInt64Array.of(1n, -2n, 1n << 40n),
  );
  assertEquals(denseStrides([2, 3, 4]), [12, 4, 1]);
  assertEquals(denseStrides([]), []);
});

Deno.test("a status is told in words, and says whether code is missing", () => {
  const missing = new OneDnnError("a convolution", 3);
  assertEquals(missing.message, "oneDNN refused a convolution: not implemented");
  assertEquals([missing.unimplemented, new OneDnnError("it", 2).unimplemented], [
    true,
    false,
  ]);
  assertEquals(new OneDnnError("it", 99).message, "oneDNN refused it: status 99");
});

Deno.test("a library that is not there is refused by name", () => {
  assertThrows(() => new OneDnn("/nowhere/libdnnl.so.3"), Error, "/nowhere/libdnnl.so.3");
});

nativeTest(
  "a memory whose strides overlap is refused, with its shape and strides",
  () => {
    const error = build((builder) =>
      assertThrows(() => builder.describe([2, 3], [-1, 1]), OneDnnError)
    );
    assertEquals(
      error.message,
      "oneDNN refused a memory [2,3] with strides [-1,1]: invalid arguments",
    );
  },
);

nativeTest("an operation that cannot be is refused, and the next one works", () => {
  build((builder) => {
    const memory = builder.describe([4]), other = builder.describe([5]);
    const { calls } = builder.dnnl;
    const choose = (destination: bigint) =>
      builder.choose(
        "a clip",
        (cell, engine) =>
          calls.dnnl_eltwise_forward_primitive_desc_create(
            cell,
            engine,
            96,
            ELTWISE.clip,
            memory,
            destination,
            0,
            1,
            builder.attributes,
          ),
      );
    assertThrows(
      () => choose(other),
      OneDnnError,
      "oneDNN refused a clip: invalid arguments",
    );
    const primitive = new Primitive(builder, choose(memory), [
      [ARGUMENT.source, memory],
      [ARGUMENT.destination, memory],
    ]);
    const values = Float32Array.of(-1, 0.25, 1, 7);
    primitive.run([addressOf(values), addressOf(values)]);
    assertEquals(values, Float32Array.of(0, 0.25, 1, 1));
    primitive.destroy();
  });
});

nativeTest("what oneDNN has no code for is told apart from what is wrong", () => {
  const float64 = 7;
  const error = build((builder) => {
    const from = builder.describe([4]), to = builder.describe([4], [1], float64);
    return assertThrows(() => builder.reorder(from, to), OneDnnError);
  });
  assertEquals(error.unimplemented, true);
});

nativeTest("a builder compares and measures memories", () => {
  build((builder) => {
    const dense = builder.describe([2, 3]), same = builder.describe([2, 3], [3, 1]);
    assertEquals(builder.isSame(dense, same), true);
    assertEquals(builder.isSame(dense, builder.describe([2, 3], [1, 2])), false);
    assertEquals([builder.sizeOf(dense), builder.sizeOf(0n)], [24, 0]);
    assertEquals(builder.sizeOf(builder.describe([2, 3], undefined, F32)), 24);
  });
});

nativeTest("values are copied from one layout to another", () => {
  const primitive = build((builder) =>
    builder.reorder(builder.describe([2, 3]), builder.describe([2, 3], [1, 2]))
  );
  const from = Float32Array.of(1, 2, 3, 4, 5, 6), to = new Float32Array(6);
  primitive.run([addressOf(from), addressOf(to)]);
  assertEquals(to, Float32Array.of(1, 4, 2, 5, 3, 6));
  primitive.destroy();
});
