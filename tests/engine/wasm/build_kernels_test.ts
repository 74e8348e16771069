import { assert, assertEquals } from "@std/assert";
import { buildKernels } from "../../../src/engine/wasm/build_kernels.ts";
import type { Variant } from "../../../src/engine/wasm/kernel_module.ts";
import { VARIANTS } from "../../../src/engine/wasm/variants.ts";

for (const variant of Object.keys(VARIANTS) as Variant[]) {
  Deno.test(`building the ${variant} kernels gives the bytes that are kept`, async () => {
    const kept = await Deno.readFile(VARIANTS[variant]);
    const built = await buildKernels(variant);
    assert(
      built.every((byte, i) => byte === kept[i]) && built.length === kept.length,
      "the kernels changed: run deno task wasm",
    );
  });

  Deno.test(`the ${variant} kernels bring no data that would overwrite tensors`, async () => {
    const module = new WebAssembly.Module(await Deno.readFile(VARIANTS[variant]));
    assertEquals(WebAssembly.Module.imports(module).map(({ name }) => name), ["memory"]);
    const page = 65_536;
    const memory = new WebAssembly.Memory({ initial: 1, maximum: page, shared: true });
    new WebAssembly.Instance(module, { env: { memory } });
    assert(new Uint8Array(memory.buffer).every((byte) => byte === 0));
  });
}
