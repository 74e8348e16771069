import { assert, assertEquals, assertRejects } from "@std/assert";
import { measureNuclei } from "#karyon";
import type { NucleiToSave } from "../../../src/app/files/mod.ts";
import { threeNuclei, threeNucleiFile, tinySegmenter } from "./tiny_segmenter.ts";

const code = async (work: () => Promise<unknown>) =>
  (await assertRejects(work, Error) as Error & { code: string }).code;

Deno.test("an image that is opened is shown as its file says", async () => {
  const { segmenter } = await tinySegmenter();
  const { pixels, ...rest } = await segmenter.open("1", threeNucleiFile(), "a.png");
  assertEquals(pixels.length, 4 * 64);
  assertEquals(rest, {
    id: "1",
    name: "a.png",
    width: 8,
    height: 8,
    channels: 1,
    depth: 8,
    warnings: ["64 bytes"],
  });
});

Deno.test("segment() finds and measures nuclei, resplit() tells them apart anew", async () => {
  const fetched: string[] = [];
  const { segmenter } = await tinySegmenter({ fetched });
  await segmenter.open("1", threeNucleiFile(), "a.png");
  const progress: number[][] = [];
  const all = await segmenter.segment("1", "tiny", {}, 0.5, (...at) => progress.push(at));
  assertEquals([all.count, all.threshold, all.minArea], [3, 0.5, 1]);
  assertEquals(all.rows, measureNuclei(all.labels, threeNuclei(), { pixelSize: 0.5 }));
  assertEquals(all.columns.slice(0, 2), ["label", "area"]);
  const some = await segmenter.resplit("1", "tiny", { minArea: 5 });
  assertEquals([some.count, some.minArea, some.rows[0]!["area"]], [1, 5, 6]);
  assertEquals(some.milliseconds.network, 0);
  assertEquals(fetched, ["tiny"]);
});

Deno.test("files are of the nuclei found last, whatever the page did with its own", async () => {
  const encoded: NucleiToSave[] = [];
  const { segmenter } = await tinySegmenter({ encoded });
  await segmenter.open("1", threeNucleiFile(), "a.png");
  await segmenter.segment("1", "tiny", {});
  (await segmenter.resplit("1", "tiny", { minArea: 2 })).labels.fill(9);
  const [file] = await segmenter.files("1", "tiny", ["csv"], 0.5);
  assertEquals([file!.name, file!.bytes[0]], ["a.png.csv", 2]);
  const { labels, mask, columns } = encoded[0]!;
  assertEquals([Math.max(...labels), mask[0], mask[18]], [2, 0, 1]);
  assert(columns.includes("area_um2"));
});

Deno.test("a zip holds the files of all images", async () => {
  const { segmenter } = await tinySegmenter();
  const images = ["1", "2"].map((id) => ({ id, model: "tiny" }));
  for (const { id } of images) {
    await segmenter.open(id, threeNucleiFile(), `${id}.png`);
    await segmenter.segment(id, "tiny", {});
  }
  const { name } = await segmenter.zip(images, ["mask", "csv"]);
  assertEquals(name, "1.png.mask,1.png.csv,2.png.mask,2.png.csv,settings.json");
});

Deno.test("stop() ends what runs and what waits, and nothing that comes after", async () => {
  const { segmenter } = await tinySegmenter();
  await segmenter.open("1", threeNucleiFile(), "a.png");
  await segmenter.open("2", threeNucleiFile(), "b.png");
  const codes = ["1", "2"].map((id) => code(() => segmenter.segment(id, "tiny", {})));
  await segmenter.stop();
  assertEquals(await Promise.all(codes), ["stopped", "stopped"]);
  assertEquals((await segmenter.segment("1", "tiny", {})).count, 3);
});

Deno.test("an image that was closed, and nuclei that were never found, are missed", async () => {
  const { segmenter } = await tinySegmenter();
  await segmenter.open("1", threeNucleiFile(), "a.png");
  assertEquals(await code(() => segmenter.files("1", "tiny", ["csv"])), "fault");
  await segmenter.segment("1", "tiny", {});
  await segmenter.close("1");
  assertEquals(await code(() => segmenter.segment("1", "tiny", {})), "fault");
  await segmenter.open("1", threeNucleiFile(), "a.png");
  assertEquals(await code(() => segmenter.files("1", "tiny", ["csv"])), "fault");
});

Deno.test("a model that did not come may be asked for again", async () => {
  const fetched: string[] = [];
  const { segmenter } = await tinySegmenter({ fetched });
  await assertRejects(() => segmenter.load("none"));
  await assertRejects(() => segmenter.load("none"));
  await Promise.all([segmenter.load("tiny"), segmenter.load("tiny")]);
  assertEquals(fetched, ["none", "none", "tiny"]);
});
