import { assert, assertEquals, assertRejects } from "@std/assert";
import * as Comlink from "comlink";
import type { Segmenter } from "../../../src/app/segmenter.ts";
import { handOver } from "../../../src/app/worker/hand_over.ts";
import { threeNucleiFile, tinySegmenter } from "./tiny_segmenter.ts";

/** A segmenter behind two ports, as a page sees its worker's. */
async function withRemote(
  segmenter: Segmenter,
  body: (remote: Comlink.Remote<Segmenter>) => Promise<void>,
): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(handOver(segmenter), port1 as unknown as Comlink.Endpoint);
  try {
    await body(Comlink.wrap<Segmenter>(port2 as unknown as Comlink.Endpoint));
  } finally {
    port1.close();
    port2.close();
  }
}

Deno.test("images and nuclei cross whole, and are handed over, not copied", async () => {
  const { segmenter } = await tinySegmenter();
  const given: { readonly byteLength: number }[] = [];
  const noting: Segmenter = {
    ...segmenter,
    async open(...args) {
      const image = await segmenter.open(...args);
      given.push(image.pixels);
      return image;
    },
    async segment(...args) {
      const found = await segmenter.segment(...args);
      given.push(found.labels);
      return found;
    },
  };
  await withRemote(noting, async (remote) => {
    const { pixels } = await remote.open("1", threeNucleiFile(), "a.png");
    assertEquals(pixels.length, 256);
    const heard = Comlink.proxy(() => {});
    const { labels, count } = await remote.segment("1", "tiny", {}, undefined, heard);
    assertEquals([labels.length, Math.max(...labels), count], [64, 3, 3]);
    const [file] = await remote.files("1", "tiny", ["csv"]);
    assertEquals([file!.name, file!.bytes.length], ["a.png.csv", 1]);
  });
  assertEquals(given.map(({ byteLength }) => byteLength), [0, 0]);
});

Deno.test("an error crosses with its code", async () => {
  const { segmenter } = await tinySegmenter();
  await withRemote(segmenter, async (remote) => {
    const error = await assertRejects(() => remote.segment("none", "tiny", {}), Error);
    assert(error instanceof Error);
    assertEquals((error as Error & { code?: string }).code, "fault");
    assertEquals(error.message, 'Expected an image that is open but found "none"');
  });
});
