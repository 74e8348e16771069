import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  createImage,
  encodePng,
  InputError,
  openDataset,
  prepareSamples,
  readSamples,
} from "#karyon";
import { asTest, contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { withFolder } from "../support/temporary.ts";
import { zipOf } from "../support/zips.ts";

/** Two images without masks: one single-channel gray, one RGBA. */
async function stage2Files(): Promise<Record<string, Uint8Array>> {
  const gray = createImage(8, 6, 1);
  gray.data.fill(9);
  return {
    "gray/images/gray.png": await encodePng(gray),
    "rgba/images/rgba.png": await encodePng(createImage(4, 3, 4)),
  };
}

async function writeStage1(folder: string): Promise<void> {
  const files = await contestFiles();
  await writeFiles(`${folder}/stage1_train`, files);
  await writeFiles(`${folder}/stage1_test`, asTest(files));
  await writeFiles(folder, { "stage1_solution.csv": SOLUTION });
}

for (const form of ["folder", "zip"]) {
  Deno.test(`stage 2 as ${form} is a third set, and stage 1 keeps its checksum`, () =>
    withFolder(async (folder) => {
      await writeStage1(folder);
      const before = await openDataset(folder);
      assertEquals(before.sets.map(({ name }) => name), ["train", "test"]);

      const files = await stage2Files();
      if (form === "folder") await writeFiles(`${folder}/stage2_test_final`, files);
      else await writeFiles(folder, { "stage2_test_final.zip": await zipOf(files) });
      const dataset = await openDataset(folder);
      assertEquals(dataset.sets.map(({ name }) => name), ["train", "test", "stage2"]);
      assertEquals(await dataset.checksum(), await before.checksum());
      assert(dataset.description.endsWith("2 of stage 2"), dataset.description);

      const stage2 = dataset.sets[2]!;
      const read = [];
      for await (const { id, image, labels, mask } of readSamples(stage2)) {
        read.push([id, image.channels, image.width, labels, mask]);
      }
      assertEquals(read, [
        ["gray", 1, 8, undefined, undefined],
        ["rgba", 4, 4, undefined, undefined],
      ]);
      // Published without masks: that is no fault of the files.
      assertEquals((await stage2.inspect("gray")).problems, []);
      const shape = { size: 4, normalization: "none" } as const;
      await assertRejects(
        () => prepareSamples(stage2, ["gray"], shape),
        InputError,
        "gray",
      );
      await dataset.close();
    }));
}

Deno.test("stage 2's table gives the scored images masks; ignored rows are no nuclei", () =>
  withFolder(async (folder) => {
    await writeStage1(folder);
    await writeFiles(`${folder}/stage2_test_final`, await stage2Files());
    await writeFiles(folder, {
      "stage2_solution_final.csv": "ImageId,EncodedPixels,Height,Width,Usage\n" +
        "gray,1 1,6,8,Private\ngray,8 2,6,8,Private\n" +
        "rgba,1 1,,,Ignored\nlost,1 1,3,4,Private\n",
    });
    const { sets, problems } = await openDataset(folder);
    const stage2 = sets[2]!;
    const { labels } = await stage2.read("gray");
    const expected = new Int32Array(48);
    // Column 1 row 1; column 2 rows 2 and 3.
    expected.set([1]), expected.set([2], 9), expected.set([2], 17);
    assertEquals(labels, expected);
    assertEquals((await stage2.read("rgba")).labels, undefined);
    assertEquals((await stage2.inspect("rgba")).problems, []);
    assertEquals(problems.map(({ set, id, code }) => [set, id, code]), [
      ["stage2", "lost", "no image"],
    ]);
  }));
