import { assertMatch, assertRejects } from "@std/assert";
import { startWasmInBrowser, useEngine } from "#karyon";
import { assertClose, files, predictOnce } from "./checks.ts";

Deno.test("startWasmInBrowser() names a file that does not come", async () => {
  const backend = new URL("no.wasm", files.backend);
  await assertRejects(
    () => startWasmInBrowser({ ...files, backend }),
    Error,
    "no.wasm is out of reach",
  );
});

/** An address of a file's bytes, packed by gzip. */
async function packed(address: URL): Promise<URL> {
  const { body } = await fetch(address);
  const stream = body!.pipeThrough(new CompressionStream("gzip"));
  return new URL(URL.createObjectURL(await new Response(stream).blob()));
}

Deno.test("startWasmInBrowser() computes what the engine cpu does, with Karyon's kernels", async () => {
  await useEngine("cpu");
  const expected = await predictOnce();
  const { words } = await startWasmInBrowser({
    backend: await packed(files.backend),
    relaxed: await packed(files.relaxed),
    plain: files.plain,
  });
  assertMatch(words, /Karyon's kernels, 1 thread$/);
  assertClose(await predictOnce(), expected);
});
