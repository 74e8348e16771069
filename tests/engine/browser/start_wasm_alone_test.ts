import { assert } from "@std/assert";
import { startWasmInBrowser, useEngine } from "#karyon";
import { assertClose, files, predictOnce } from "./checks.ts";

Deno.test("startWasmInBrowser() goes without Karyon's kernels where memory cannot be shared", async () => {
  await useEngine("cpu");
  const expected = await predictOnce();
  const { Memory } = WebAssembly;
  WebAssembly.Memory = function (given: WebAssembly.MemoryDescriptor) {
    if (given.shared) throw new RangeError("no memory that is shared");
    return new Memory(given);
  } as unknown as typeof WebAssembly.Memory;
  try {
    const { words } = await startWasmInBrowser(files);
    assert(!words.includes("Karyon"), words);
  } finally {
    WebAssembly.Memory = Memory;
  }
  assertClose(await predictOnce(), expected);
});
