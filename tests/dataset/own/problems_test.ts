import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import sharp from "sharp";
import { type Dataset, InputError, type Problem, type SampleSet } from "#karyon";
import { handTiff } from "../../images/hand_tiff.ts";
import { codes, gray, image, LABELS, nucleus, plain, WIDTH, withOwn } from "./scene.ts";

function setOf(dataset: Dataset, id: string): SampleSet {
  return dataset.sets.find(({ ids }) => ids.includes(id))!;
}

/** Opens one image with a mask, and looks at it closely. */
function inspectMask(
  mask: Record<string, Uint8Array | string | Promise<Uint8Array>>,
  expected: (problems: readonly Problem[], labels: Int32Array | undefined) => void,
): Promise<void> {
  return withOwn({ "images/a.png": image(), ...mask }, async (dataset) => {
    const set = setOf(dataset, "a");
    const { sample, problems } = await set.inspect("a");
    expected(problems, sample?.labels);
    // A plain read refuses what is an error, and gives the same labels otherwise.
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) await assertRejects(() => set.read("a"), InputError);
    else assertEquals((await set.read("a")).labels, sample!.labels);
    for (const problem of problems) {
      assertEquals([problem.set, problem.id], [set.name, "a"]);
    }
  });
}

const brief = (problems: readonly Problem[]) =>
  problems.map(({ code, severity }) => `${severity}: ${code}`);

Deno.test("a mask of 0 and 255 has no problem, nor have labels and 8 bits in 16", async () => {
  for (
    const mask of [
      plain(),
      gray(LABELS),
      gray(LABELS.map((label) => label > 0 ? 255 : 0), { depth: 16 }),
      gray(LABELS.map((label) => label > 0 ? 65535 : 0), { depth: 16 }),
    ]
  ) {
    await inspectMask({ "masks/a.png": mask }, (problems) => assertEquals(problems, []));
  }
});

Deno.test("inspect() notes a mask of 0 and 1, which can be used", () =>
  inspectMask(
    { "masks/a.png": gray(LABELS.map((label) => Math.min(label, 1))) },
    ([problem, ...others], labels) => {
      assertEquals(brief([problem!, ...others]), ["warning: mask values"]);
      assertStringIncludes(problem!.message, "of 0 and 255 but found 0 and 1");
      assertMatch(problem!.path!, /\/masks\/a\.png$/);
      assertEquals(labels![0], 1);
    },
  ));

Deno.test("soft edges are cut at half of white, and noted", () => {
  const mask = [0, 90, 0, 0, 200, 255, 255, 90, 0, 255, 255, 255];
  return inspectMask({ "masks/a.png": gray(mask) }, (problems, labels) => {
    assertEquals(brief(problems), ["warning: mask values"]);
    assertEquals([...labels!], mask.map((value) => value > 127 ? 1 : 0));
  });
});

Deno.test("a plain mask as JPEG is cut at half of white; labels as JPEG are refused", async () => {
  const side = 32;
  const jpeg = async (value: (x: number) => number) => {
    const values = Uint8Array.from({ length: side * side }, (_, i) => value(i % side));
    const raw = { width: side, height: side, channels: 1 } as const;
    return new Uint8Array(await sharp(values, { raw }).jpeg({ quality: 80 }).toBuffer());
  };
  const files = { "images/a.png": gray(new Uint8Array(side * side), { width: side }) };
  await withOwn(
    { ...files, "masks/a.jpg": jpeg((x) => x < 10 || x > 25 ? 255 : 0) },
    async (dataset) => {
      const { sample, problems } = await setOf(dataset, "a").inspect("a");
      assertEquals(brief(problems), ["warning: mask values"]);
      const row = [...sample!.labels!.subarray(0, side)];
      assertEquals(row, row.map((_, x) => x < 10 ? 1 : x > 25 ? 2 : 0));
    },
  );
  await withOwn(
    { ...files, "masks/a.jpg": jpeg((x) => Math.floor(x / 4) * 30) },
    async (dataset) => {
      const { sample, problems } = await setOf(dataset, "a").inspect("a");
      assertEquals(brief(problems), ["error: mask values"]);
      assertEquals([sample!.id, sample!.labels, sample!.mask], [
        "a",
        undefined,
        undefined,
      ]);
    },
  );
});

Deno.test("inspect() asks about labels that lie in many pieces", () => {
  // A chessboard: of pixels that share no edge, each is a piece.
  const values = Array.from({ length: WIDTH * 6 }, (_, i) => {
    const y = Math.floor(i / WIDTH);
    return (i + y) % 2 ? 1 + y % 2 : 0;
  });
  return withOwn({
    "images/a.png": gray(values.map(() => 0)),
    "masks/a.png": gray(values),
  }, async (dataset) => {
    const { problems } = await setOf(dataset, "a").inspect("a");
    assertEquals(brief(problems), ["warning: mask values"]);
    assertStringIncludes(problems[0]!.message, "found 2 values in 12 pieces");
  });
});

Deno.test("each colour of a label image is a nucleus", async () => {
  const colors = [[0, 0, 0], [200, 0, 0], [200, 0, 1], [9, 9, 9]];
  const raw = { width: WIDTH, height: 3, channels: 3 } as const;
  const data = Uint8Array.from(LABELS.flatMap((label) => colors[label]!));
  const mask = new Uint8Array(await sharp(data, { raw }).png().toBuffer());
  await inspectMask({ "labels/a.png": mask }, (problems, labels) => {
    assertEquals(problems, []);
    // Grays come before colours, and colours in the order of red, green, blue.
    assertEquals([...labels!], LABELS.map((label) => [0, 2, 3, 1][label]!));
  });
});

Deno.test("inspect() tells a mask without a nucleus, of another size, and a broken one", async () => {
  await inspectMask({ "masks/a.png": gray(LABELS.map(() => 0)) }, (problems, labels) => {
    assertEquals(brief(problems), ["warning: empty mask"]);
    assertEquals(labels!.every((label) => label === 0), true);
  });
  await inspectMask({ "masks/a.png": gray([0, 255, 0, 0]) }, (problems) => {
    assertEquals(brief(problems), ["error: size mismatch"]);
    assertStringIncludes(problems[0]!.message, "4 x 3, but found 4 x 1");
  });
  await inspectMask({ "masks/a.png": "no image" }, (problems) => {
    assertEquals(brief(problems), ["error: unreadable"]);
    assertMatch(problems[0]!.message, /^Expected/);
  });
});

Deno.test("inspect() counts nuclei that overlap, of files and of codes", async () => {
  const twoPixels = gray(LABELS.map((_, i) => i === 0 || i === 5 ? 255 : 0));
  await inspectMask(
    {
      "masks/a/1.png": nucleus(1),
      "masks/a/2.png": nucleus(2),
      "masks/a/3.png": twoPixels,
    },
    (problems, labels) => {
      assertEquals(brief(problems), ["warning: overlapping nuclei"]);
      assertMatch(problems[0]!.message, /2 pixels .* 2 pairs/);
      assertEquals([...labels!], [3, 1, 0, 0, 1, 3, 0, 0, 0, 2, 0, 0]);
    },
  );
  await inspectMask(
    { "a.csv": `ImageId,EncodedPixels\na,${codes(1)}\na,1 1\n` },
    (problems) => {
      assertEquals(brief(problems), ["warning: overlapping nuclei"]);
      assertMatch(problems[0]!.message, /1 pixel in .* 1 pair of/);
    },
  );
});

Deno.test("inspect() tells codes that leave the image, and of another size", async () => {
  await inspectMask({ "a.csv": "ImageId,EncodedPixels\na,12 2\n" }, (problems) => {
    assertEquals(brief(problems), ["error: unreadable"]);
    assertMatch(problems[0]!.path!, /a\.csv, a$/);
  });
  await inspectMask(
    { "a.csv": "ImageId,EncodedPixels,Height,Width\na,1 1,4,3\n" },
    (problems) => assertEquals(brief(problems), ["error: size mismatch"]),
  );
});

Deno.test("inspect() gives no sample of an image that cannot be read, and does not throw", () =>
  withOwn(
    { "a.png": "no image", "a_mask.png": plain(), "b.png": image() },
    async (dataset) => {
      const { sample, problems } = await setOf(dataset, "a").inspect("a");
      assertEquals([sample, brief(problems)], [undefined, ["error: unreadable"]]);
      await assertRejects(
        () => setOf(dataset, "a").read("a"),
        InputError,
        "a.png: Expected",
      );
      await assertRejects(() => dataset.train.read("nobody"), InputError, '"nobody"');
    },
  ));

Deno.test("an image without a mask among others with masks is an error", () =>
  withOwn({
    "train/images/a.png": image(),
    "train/images/b.png": image(),
    "train/masks/b.png": plain(),
    "train/masks/c.png": plain(),
    "test/images/d.png": image(),
    "test/masks/d.png": plain(),
    "test/masks/d_mask.png": plain(),
  }, async (dataset) => {
    const { problems } = await dataset.train.inspect("a");
    assertEquals(brief(problems), ["error: no mask"]);
    assertEquals(
      dataset.problems.map(({ set, id, code, severity }) => [set, id, code, severity]),
      [
        ["train", "", "no mask", "error"],
        ["train", "", "no image", "warning"],
        ["test", "d", "ambiguous", "warning"],
      ],
    );
    assertEquals(dataset.pairing, [
      { set: "train", images: 2, paired: 1, without_mask: 1, masks_without_image: 1 },
      { set: "test", images: 1, paired: 1, without_mask: 0, masks_without_image: 0 },
    ]);
  }));

Deno.test("inspect() tells of pages of a mask that are not read", () => {
  const mask = handTiff({
    width: WIDTH,
    height: 3,
    pages: 3,
    data: [Uint8Array.from(LABELS)],
  });
  return inspectMask({ "masks/a.tif": mask }, (problems, labels) => {
    assertEquals(brief(problems), ["warning: mask values"]);
    assertMatch(problems[0]!.message, /3 pages|page/);
    assertEquals([...labels!], LABELS);
  });
});

Deno.test("images whose masks have other names are an error, not images without masks", () =>
  withOwn(
    { "images/a.png": image(), "images/b.png": image(), "masks/x.png": plain() },
    async (dataset) => {
      const found = dataset.problems.filter(({ code }) => code === "no mask");
      assertEquals(found.map(({ severity }) => severity), ["error", "error"]);
      const { problems } = await setOf(dataset, "a").inspect("a");
      assertEquals(brief(problems), ["error: no mask"]);
    },
  ));
