import { assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { createImage, encodePng, InputError, openDataset } from "#karyon";
import { asTest, contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { withFolder } from "../support/temporary.ts";
import { zipOf } from "../support/zips.ts";

const LABELS = [
  ...[1, 0, 0, 0],
  ...[1, 0, 0, 0],
  ...[0, 0, 0, 2],
];

/** Checks the two samples; returns the checksum. */
async function expectTwoNuclei(folder: string): Promise<string> {
  const dataset = await openDataset(folder);
  try {
    assertEquals([dataset.train.ids, dataset.test.ids], [["abc"], ["xyz"]]);
    for (
      const sample of [await dataset.train.read("abc"), await dataset.test.read("xyz")]
    ) {
      assertEquals([...sample.labels!], LABELS);
      assertEquals([...sample.mask!], LABELS.map((label) => Math.min(label, 1)));
      assertEquals(sample.image.channels, 4);
    }
    await assertRejects(() => dataset.train.read("nobody"), InputError, "nobody");
    return await dataset.checksum();
  } finally {
    await dataset.close();
  }
}

Deno.test("openDataset() reads the contest's zips, masks as files and as run-length codes", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(folder, {
      "stage1_train.zip": await zipOf(files),
      "stage1_test.zip": await zipOf(asTest(files)),
      "stage1_solution.csv": SOLUTION,
    });
    await expectTwoNuclei(folder);
  }));

Deno.test("openDataset() reads the same set unpacked, with the same checksum", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(`${folder}/a/stage1_train`, files);
    await writeFiles(`${folder}/a/stage1_test`, asTest(files));
    await writeFiles(`${folder}/b`, {
      "stage1_train.zip": await zipOf(files),
      "stage1_test.zip": await zipOf(asTest(files)),
    });
    for (const part of ["a", "b"]) {
      await writeFiles(`${folder}/${part}`, { "stage1_solution.csv": SOLUTION });
    }
    const checksum = await expectTwoNuclei(`${folder}/a`);
    assertEquals(await expectTwoNuclei(`${folder}/b`), checksum);

    // One more mask of nothing: other bytes, another checksum.
    await writeFiles(`${folder}/a/stage1_train`, {
      "abc/masks/3.png": await encodePng(createImage(4, 3, 1)),
    });
    assertNotEquals(await expectTwoNuclei(`${folder}/a`), checksum);
  }));

Deno.test("openDataset() says what a folder lacks", () =>
  withFolder(async (folder) => {
    await assertRejects(() => openDataset(`${folder}/none`), InputError, "found nothing");
    await assertRejects(() => openDataset(folder), InputError, "stage1_train.zip");
    await writeFiles(`${folder}/stage1_train`, { "readme.txt": "not images" });
    await writeFiles(`${folder}/stage1_test`, { "readme.txt": "not images" });
    await assertRejects(() => openDataset(folder), InputError, "stage1_solution.csv");
    await writeFiles(folder, { "stage1_solution.csv": SOLUTION });
    await assertRejects(() => openDataset(folder), InputError, "readme.txt");
  }));

Deno.test("openDataset() names the CSV's line that has no size", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(`${folder}/stage1_train`, files);
    await writeFiles(`${folder}/stage1_test`, asTest(files));
    await writeFiles(folder, { "stage1_solution.csv": `${SOLUTION}xyz,1 2,,4,Public\n` });
    await assertRejects(() => openDataset(folder), InputError, "line 4");
  }));

Deno.test("reading a sample refuses a mask of another size than its image", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(`${folder}/stage1_train`, {
      ...files,
      "abc/masks/3.png": await encodePng(createImage(4, 4, 1)),
    });
    await writeFiles(`${folder}/stage1_test`, asTest(files));
    await writeFiles(folder, { "stage1_solution.csv": SOLUTION });
    const { train } = await openDataset(folder);
    await assertRejects(() => train.read("abc"), InputError, "3.png: Expected a mask");
  }));

Deno.test("a bad run-length code is told with file, ImageId and nucleus", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(`${folder}/stage1_train`, files);
    await writeFiles(`${folder}/stage1_test`, asTest(files));
    await writeFiles(folder, {
      "stage1_solution.csv": `${SOLUTION}xyz,5 x,3,4,Public\n`,
    });
    const { test } = await openDataset(folder);
    const error = await assertRejects(
      () => test.read("xyz"),
      InputError,
      '"5 x" in nucleus 3',
    );
    assertMatch(error.message, /stage1_solution\.csv, xyz: /);
  }));
