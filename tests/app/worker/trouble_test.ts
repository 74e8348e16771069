import { assert, assertEquals, assertFalse } from "@std/assert";
import { InputError } from "#karyon";
import { isOfGpu, TroubleError, troubleOf } from "../../../src/app/worker/trouble.ts";

Deno.test("an error that has one of the page's codes keeps it", () => {
  const error = new TroubleError("corrupt", "cut short");
  assertEquals(troubleOf(error), { code: "corrupt", message: "cut short" });
});

Deno.test("an error without a code of the page's is a fault, in its own words", () => {
  for (
    const error of [
      new InputError("no", { path: "a.png" }),
      new DOMException("no", "AbortError"),
      Object.assign(new Error("a.png: no"), { code: "toString" }),
    ]
  ) assertEquals(troubleOf(error), { code: "fault", message: error.message });
  assertEquals(troubleOf("no"), { code: "fault", message: "no" });
});

Deno.test("browsers and engines that say that memory has run out are understood", () => {
  for (
    const message of [
      "Array buffer allocation failed",
      "Invalid typed array length: 9000000000",
      "WebAssembly.Memory.grow(): out of memory",
      "the GPU has no memory left for 900.0 MB in Conv2D of [1]: use a smaller batch",
      "The wasm engine's memory is full: Expected room for 9 MB",
      "Expected tensors of at most 128.0 MB, which this adapter can hold",
    ]
  ) assertEquals(troubleOf(new RangeError(message)).code, "out-of-memory", message);
});

Deno.test("a failure of the GPU is told from others", () => {
  assert(isOfGpu(new Error("the GPU device was lost (unknown: )")));
  assert(isOfGpu(new Error("WebGPU failed in or before Conv2D: no")));
  assert(isOfGpu(new Error("the GPU has no memory left for 1 MB in Conv2D of [1]")));
  assert(
    isOfGpu(new Error("Expected tensors of at most 1 MB, which this adapter can hold")),
  );
  assertFalse(isOfGpu(new Error("The wasm engine's memory is full")));
});
