/**
 * Kinds of image and drift of the real images. Registered only where `KARYON_DATA`
 * names their folder.
 */
import { assertEquals, assertGreater } from "@std/assert";
import {
  assignClusters,
  categoryShares,
  clusterImages,
  exploreSamples,
  lackingKinds,
  measureAgreement,
  measureNovelty,
  openDataset,
  readSamples,
  statisticsTable,
} from "#karyon";
import real from "../../data/statistics/dsb2018_train.json" with { type: "json" };
import { realFolder } from "./folder.ts";

const folder = realFolder;

if (folder) {
  Deno.test("kinds found without masks are those that a person sees", async () => {
    const { train, test, close } = await openDataset(folder);
    const known = await exploreSamples(readSamples(train), "train");
    const other = await exploreSamples(readSamples(test), "test");
    await close();
    // What notebooks compare the synthetic set with.
    assertEquals(statisticsTable(known), real.statistics);
    const clustering = clusterImages(known);
    // White on black, purple on purple, purple on white, black on white, by eye.
    assertEquals(clustering.clusters.map(({ images }) => images), [546, 70, 38, 16]);
    const [first, second] = measureAgreement([
      ...clustering.images,
      ...assignClusters(clustering, other),
    ]);
    assertGreater(first!.adjusted_rand, 0.99);
    assertGreater(second!.adjusted_rand, 0.85);
    const shares = categoryShares([...known, ...other], "look", ({ look }) => look);
    assertEquals(
      lackingKinds(shares, "train", "test").map(({ category, to_images }) => [
        category,
        to_images,
      ]),
      [["purple on yellow", 8]],
    );
    const yellow = measureNovelty(known, other)
      .filter(({ look }) => look === "purple on yellow");
    assertEquals(yellow.every(({ rank }) => rank === 1), true);
  });
}
