import { assertEquals, assertRejects } from "@std/assert";
import {
  createImage,
  encodePng,
  InputError,
  measureIntensityRange,
  openDataset,
} from "#karyon";
import { asTest, contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { withFolder } from "../support/temporary.ts";

/** Opens stage 1 with other files in train, and other rows in the table. */
async function openWith(
  folder: string,
  train: Record<string, Uint8Array | string>,
  rows = "",
) {
  const files = await contestFiles();
  await writeFiles(`${folder}/stage1_train`, { ...files, ...train });
  await writeFiles(`${folder}/stage1_test`, asTest(files));
  await writeFiles(folder, { "stage1_solution.csv": SOLUTION + rows });
  return await openDataset(folder);
}

/** A mask of 4 x 3 with one nucleus in these pixels. */
async function mask(pixels: readonly number[], value = 255): Promise<Uint8Array> {
  const image = createImage(4, 3, 1);
  for (const pixel of pixels) image.data[pixel] = value;
  return await encodePng(image);
}

Deno.test("inspect() finds nothing in sound samples and gives what read() gives", () =>
  withFolder(async (folder) => {
    const { train, test, problems } = await openWith(folder, {});
    assertEquals(problems, []);
    for (const [set, id] of [[train, "abc"], [test, "xyz"]] as const) {
      const sample = await set.read(id);
      assertEquals(await set.inspect(id), { sample, problems: [] });
      assertEquals(sample.report!.format, "PNG");
      assertEquals(sample.range, undefined);
    }
    await assertRejects(() => train.inspect("nobody"), InputError, "nobody");
  }));

Deno.test("inspect() lists every problem of a sample's masks, with the file", () =>
  withFolder(async (folder) => {
    const { train } = await openWith(folder, {
      "abc/masks/3.png": await mask([]),
      "abc/masks/4.png": await mask([0, 1]),
      "abc/masks/5.png": await mask([7], 1),
    });
    const { sample, problems } = await train.inspect("abc");
    assertEquals([...sample!.labels!], [3, 3, 0, 0, 1, 0, 0, 4, 0, 0, 0, 2]);
    const path = `${folder}/stage1_train/abc/masks`;
    assertEquals(
      problems.map(({ set, id, code, severity, path }) => [
        ...[set, id, code, severity, path],
      ]),
      [
        ["train", "abc", "empty mask", "warning", `${path}/3.png`],
        ["train", "abc", "mask values", "warning", `${path}/5.png`],
        ["train", "abc", "overlapping nuclei", "warning", path],
      ],
    );
  }));

Deno.test("inspect() gives the image alone where a mask cannot be used", () =>
  withFolder(async (folder) => {
    const { train, test } = await openWith(folder, {
      "abc/masks/3.png": "no mask",
      "abc/masks/4.png": await encodePng(createImage(3, 4, 1)),
    }, "xyz,1 2 3,3,4,Public\n");
    const first = await train.inspect("abc");
    assertEquals([first.sample!.image.width, first.sample!.labels], [4, undefined]);
    assertEquals(first.problems.map(({ code }) => code), ["unreadable", "size mismatch"]);
    const second = await test.inspect("xyz");
    assertEquals(second.sample!.labels, undefined);
    assertEquals(second.problems.map(({ code, path }) => [code, path]), [
      ["unreadable", `${folder}/stage1_solution.csv, xyz`],
    ]);
  }));

Deno.test("inspect() tells an image that cannot be read, one without masks, a table's other size", () =>
  withFolder(async (folder) => {
    const { "abc/images/abc.png": image } = await contestFiles();
    const { train, test } = await openWith(folder, {
      "bad/images/bad.png": image!.slice(0, 40),
      "bare/images/bare.png": image!,
    }, "other,1 2,3,4,Public\n");
    const bad = await train.inspect("bad");
    assertEquals([bad.sample, bad.problems.length], [undefined, 1]);
    assertEquals(bad.problems[0]!.code, "unreadable");
    const bare = await train.inspect("bare");
    assertEquals([bare.sample!.mask, bare.problems.length], [undefined, 1]);
    assertEquals([bare.problems[0]!.code, bare.problems[0]!.severity], [
      "no mask",
      "error",
    ]);
    await writeFiles(`${folder}/stage1_test`, {
      "xyz/images/xyz.png": await encodePng(createImage(5, 3, 4)),
    });
    const other = await test.inspect("xyz");
    assertEquals(other.problems.map(({ code }) => code), ["size mismatch"]);
    await Deno.remove(`${folder}/stage1_test/xyz/images/xyz.png`);
    assertEquals((await test.inspect("xyz")).problems[0]!.code, "unreadable");
  }));

Deno.test("masks and codes without an image are problems of the data set", () =>
  withFolder(async (folder) => {
    const { train, problems } = await openWith(folder, {
      "lost/masks/1.png": await mask([1]),
      "lost/masks/2.png": await mask([2]),
    }, "gone,1 2,3,4,Public\n");
    assertEquals(train.ids, ["abc"]);
    assertEquals(
      problems.map(({ set, id, code, severity }) => [set, id, code, severity]),
      [
        ["train", "lost", "no image", "warning"],
        ["test", "gone", "no image", "warning"],
      ],
    );
    assertEquals(problems[0]!.message, "Expected an image but found 2 masks without one");
    assertEquals(problems[1]!.message, "Expected an image but found 1 code without one");
  }));

Deno.test("an image of 16 bits carries the range that was measured", () =>
  withFolder(async (folder) => {
    const image = createImage(4, 3, 1, 16);
    image.data.set([100, 4000, 200, 300]);
    const { train } = await openWith(folder, {
      "abc/images/abc.png": await encodePng(image),
    });
    const { range } = await train.read("abc");
    assertEquals(range, measureIntensityRange(image));
    assertEquals((await train.inspect("abc")).sample!.range, range);
  }));
