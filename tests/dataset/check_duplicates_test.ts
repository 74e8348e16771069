import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkDataset, createImage, type Image, toRgb } from "#karyon";
import { changed, IMAGES } from "./looks.ts";
import { codesOf, madeUpDataset, sampleOf } from "./made_up_dataset.ts";

const [a, b, c, d] = IMAGES as [Image, Image, Image, Image];

Deno.test("the same pixels are found in a set and across sets, whatever the channels", async () => {
  const rgb = toRgb(a);
  const rgba = createImage(a.width, a.height, 4);
  rgba.data.forEach((_, i) =>
    rgba.data[i] = i % 4 === 3 ? 255 : rgb.data[(i >> 2) * 3 + i % 4]!
  );
  const { usable, problems } = await checkDataset(madeUpDataset({
    train: { a: sampleOf(a), b: sampleOf(b), c: sampleOf(rgba) },
    test: { d: sampleOf(rgb) },
  }));
  assertEquals(codesOf(problems), ["train c: duplicate", "test d: duplicate"]);
  assertStringIncludes(problems[1]!.message, '"a" of train');
  assertEquals(usable, true);
});

Deno.test("images that differ in alpha or in one pixel have pixels of their own", async () => {
  const clear = createImage(9, 9, 4), opaque = createImage(9, 9, 4);
  for (let i = 3; i < opaque.data.length; i += 4) {
    clear.data[i] = 0;
    opaque.data[i] = 255;
  }
  const dotted = { ...opaque, data: opaque.data.slice() };
  dotted.data[0] = 1;
  const deep = createImage(9, 9, 1, 16);
  const { problems } = await checkDataset(madeUpDataset({
    train: Object.fromEntries(
      [clear, opaque, dotted, deep].map((image, i) => [`${i}`, sampleOf(image)]),
    ),
  }));
  assertEquals(problems, []);
});

Deno.test("what looks alike is a warning across sets, and a note within one", async () => {
  const jpeg = await changed(a, (pixels) => pixels.jpeg({ quality: 50 }));
  const darker = await changed(a, (pixels) => pixels.linear(0.5, 0).png());
  const { usable, sets, problems } = await checkDataset(madeUpDataset({
    train: { a: sampleOf(a), b: sampleOf(b), jpeg: sampleOf(jpeg) },
    test: { c: sampleOf(c), d: sampleOf(d) },
    stage2: { darker: { image: darker } },
  }));
  assertEquals(
    codesOf(problems),
    Array(2).fill(
      "stage2 darker: near-duplicate across splits",
    ),
  );
  assertStringIncludes(problems[0]!.message, '"a" of train');
  assertStringIncludes(problems[1]!.message, '"jpeg" of train');
  assertEquals(sets["train"]!.notes, ["two images look alike: a and jpeg"]);
  assertEquals([usable, sets["test"]!.notes], [true, []]);
});
