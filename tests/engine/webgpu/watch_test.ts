import {
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { Watch, type Watched } from "../../../src/engine/webgpu/watch.ts";

const MEGABYTE = 1e6;

/** A device that fails when it is told to. */
class FakeDevice extends EventTarget {
  readonly limits = { maxBufferSize: 9e6, maxStorageBufferBindingSize: 8e6 };
  readonly #lost = Promise.withResolvers<GPUDeviceLostInfo>();
  readonly lost = this.#lost.promise;
  scopeError: { message: string } | null = null;
  readonly created: number[] = [];

  lose(): void {
    const why = { reason: "unknown", message: "it fell off" };
    this.#lost.resolve(why as unknown as GPUDeviceLostInfo);
  }
  createBuffer({ size }: GPUBufferDescriptor): GPUBuffer {
    this.created.push(size);
    return {} as GPUBuffer;
  }
  createShaderModule(): GPUShaderModule {
    return {} as GPUShaderModule;
  }
  pushErrorScope(): void {}
  popErrorScope(): Promise<{ message: string } | null> {
    return Promise.resolve(this.scopeError);
  }
}

/** A watched device, and a kernel with these shapes that does `body`. */
function watched() {
  const device = new FakeDevice(), watch = new Watch();
  watch.attach(device as unknown as Watched);
  const run = (name: string, shapes: number[][], body: () => void) => {
    const inputs = Object.fromEntries(
      shapes.map((shape, i) => [i, { dataId: {}, dtype: "float32" as const, shape }]),
    );
    watch.wrap(name, () => (body(), []))({ inputs, backend: {} });
  };
  return { device, watch, run };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("a lost device is an error with the kernel and shapes, at every later kernel and readback", async () => {
  const { device, watch, run } = watched();
  run("Conv2D", [[4, 8, 8, 3], [3, 3, 3, 16]], () => {});
  device.lose();
  await turn();
  const words =
    "the GPU device was lost (unknown: it fell off); the last kernel was Conv2D of [4, 8, 8, 3] and [3, 3, 3, 16]";
  assertThrows(() => run("Relu", [[2]], () => {}), Error, words);
  await assertRejects(() => watch.read(Promise.resolve(1)), Error, words);
});

Deno.test("a readback that fails waits for the reason", async () => {
  const { device, watch } = watched();
  const reading = watch.read(Promise.reject(new Error("validation error occurred")));
  setTimeout(() => device.lose(), 0);
  await assertRejects(() => reading, Error, "the GPU device was lost");
});

Deno.test("memory that has run out is an error with the kernel, shapes and size", async () => {
  const { device, watch, run } = watched();
  device.scopeError = { message: "not enough memory left" };
  run("Add", [[1000, 1000]], () => device.createBuffer({ size: 4 * MEGABYTE, usage: 0 }));
  run("Relu", [[2]], () => {});
  await turn();
  assertThrows(
    () => watch.check(),
    Error,
    "the GPU has no memory left for 4.0 MB in Add of [1000, 1000]: use a smaller batch",
  );
});

Deno.test("a tensor larger than the adapter's limit is refused before it is made", () => {
  const { device, run } = watched();
  assertThrows(
    () =>
      run("Concat", [[9], [9]], () => {
        device.createBuffer({ size: 8.1 * MEGABYTE, usage: 0 });
      }),
    Error,
    "Expected tensors of at most 8.0 MB, which this adapter can hold, but found 8.1 MB in Concat of [9] and [9]",
  );
  assertEquals(device.created, []);
});

Deno.test("an uncaptured error is told with the kernel, and the first one stays", async () => {
  const { device, watch, run } = watched();
  run("Tile", [[3, 1]], () => {});
  const event = Object.assign(new Event("uncapturederror", { cancelable: true }), {
    error: { message: "binding size 0" },
  });
  device.dispatchEvent(event);
  device.lose();
  await turn();
  assertEquals(event.defaultPrevented, true);
  assertThrows(
    () => watch.check(),
    Error,
    "WebGPU failed in or before Tile of [3, 1]: binding size 0",
  );
});

Deno.test("a kernel's own error is left as it is", () => {
  const { watch, run } = watched();
  const own = new Error("ranks must match");
  const thrown = assertThrows(() =>
    run("Add", [], () => {
      throw own;
    })
  );
  assertStrictEquals(thrown, own);
  assertStrictEquals(watch.failure, undefined);
});
