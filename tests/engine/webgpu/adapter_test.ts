import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import {
  type AdapterWords,
  chooseAdapter,
  nameOf,
} from "../../../src/engine/webgpu/adapter.ts";

/** An adapter of which only the words are asked for. */
const adapter = (info: AdapterWords) => ({ info }) as unknown as GPUAdapter;

/** A `navigator.gpu` with one adapter, and what it was asked. */
function gpuWith(found: GPUAdapter | null) {
  const asked: GPURequestAdapterOptions[] = [];
  const requestAdapter = (options: GPURequestAdapterOptions = {}) => {
    asked.push(options);
    return Promise.resolve(found);
  };
  return { gpu: { requestAdapter }, asked };
}

const HARDWARE = adapter({ description: "NVIDIA H100", isFallbackAdapter: false });

Deno.test("webgpu takes a hardware adapter, the fastest", async () => {
  const { gpu, asked } = gpuWith(HARDWARE);
  assertStrictEquals(await chooseAdapter(gpu, false), HARDWARE);
  assertEquals(asked, [{ powerPreference: "high-performance" }]);
});

for (
  const info of [
    { description: "a name that says nothing", isFallbackAdapter: true },
    { description: "llvmpipe (LLVM 15.0.6, 256 bits)" },
    { description: "SwiftShader Device (Subzero)" },
    { device: "Microsoft Basic Render Driver" },
    { architecture: "software" },
  ] satisfies AdapterWords[]
) {
  Deno.test(`webgpu never takes a software adapter by itself: ${nameOf(info)}`, async () => {
    const { gpu } = gpuWith(adapter(info));
    await assertRejects(
      () => chooseAdapter(gpu, false),
      Error,
      `WebGPU has only a software adapter (${nameOf(info)})`,
    );
  });
}

Deno.test("webgpu takes the software adapter where it is asked for, and no other", async () => {
  const software = adapter({ description: "llvmpipe", isFallbackAdapter: true });
  const { gpu, asked } = gpuWith(software);
  assertStrictEquals(await chooseAdapter(gpu, true), software);
  assertEquals(asked, [{ forceFallbackAdapter: true }]);
});

Deno.test("webgpu says in a sentence why there is no adapter", async () => {
  await assertRejects(() => chooseAdapter(undefined, false), Error, "has no WebGPU");
  await assertRejects(
    () => chooseAdapter(gpuWith(null).gpu, false),
    Error,
    "WebGPU has no adapter",
  );
  await assertRejects(
    () => chooseAdapter(gpuWith(null).gpu, true),
    Error,
    "WebGPU has no software adapter",
  );
  const broken = { requestAdapter: () => Promise.reject(new Error("no driver")) };
  await assertRejects(() => chooseAdapter(broken, false), Error, "no driver");
});
