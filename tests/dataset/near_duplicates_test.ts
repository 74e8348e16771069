import { assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import { createImage, findNearDuplicates, groupPairs, type Image } from "#karyon";
import { makeThumbnail } from "../../src/dataset/thumbnail.ts";
import { changed, cut, IMAGES, nearBlack } from "./looks.ts";

const seen = (name: string, image: Image) => ({ name, thumbnail: makeThumbnail(image) });

const originals = IMAGES.map((image, i) => seen(`${i}`, image));

function mirrored(image: Image): Image {
  const mirror = createImage(image.width, image.height, image.channels, image.depth);
  const { width, channels } = image;
  image.data.forEach((value, i) => {
    const pixel = Math.floor(i / channels), x = pixel % width;
    mirror.data[(pixel - x + width - 1 - x) * channels + i % channels] = value;
  });
  return mirror;
}

Deno.test("findNearDuplicates() finds nothing among different images", () => {
  assertEquals(findNearDuplicates(originals), []);
});

for (
  const [name, change] of [
    [
      "saved as JPEG",
      (image) => changed(image, (pixels) => pixels.jpeg({ quality: 40 })),
    ],
    [
      "resized",
      (image) =>
        changed(image, (pixels) => pixels.resize(180, 190, { fit: "fill" }).png()),
    ],
    ["darker", (image) => changed(image, (pixels) => pixels.linear(0.4, 0).png())],
    ["nearly black", nearBlack],
    ["mirrored", mirrored],
    ["turned", (image) => changed(image, (pixels) => pixels.rotate(90).png())],
    [
      "without two rows and columns",
      (image) => cut(image, 1, 1, image.width - 2, image.height - 2),
    ],
  ] satisfies [string, (image: Image) => Image | Promise<Image>][]
) {
  Deno.test(`findNearDuplicates() finds an image that was ${name}`, async () => {
    for (const [i, image] of IMAGES.entries()) {
      const found = findNearDuplicates([
        ...originals,
        seen("copy", await change(image)),
      ]);
      assertEquals(found.map(({ first, second }) => [first.name, second.name]), [
        [`${i}`, "copy"],
      ]);
      assertGreater(found[0]!.correlation, 0.85);
    }
  });
}

Deno.test("findNearDuplicates() says how the second image lies", () => {
  const [image] = IMAGES;
  const pair = [seen("a", image!), seen("b", mirrored(image!))];
  assertEquals(findNearDuplicates(pair)[0]?.orientation, 1);
});

Deno.test("neighbouring tiles of one image are no near-duplicates", () => {
  const tiles = IMAGES.flatMap((image, i) => {
    const width = image.width >> 1, height = image.height >> 1;
    return [0, 1, 2, 3].map((n) =>
      seen(
        `${i} ${n}`,
        cut(image, (n % 2) * width, (n >> 1) * height, width, height),
      )
    );
  });
  assertEquals(findNearDuplicates(tiles), []);
});

Deno.test("even images are not like each other, and pairs that do not matter are left out", () => {
  const even = [1, 2].map((n) => seen(`${n}`, createImage(9, 9, 1)));
  assertEquals(findNearDuplicates(even), []);
  assertEquals(findNearDuplicates([originals[0]!, originals[0]!]).length, 1);
  assertEquals(findNearDuplicates([originals[0]!, originals[0]!], () => false), []);
});

Deno.test("groupPairs() joins what is joined by way of others", () => {
  const groups = groupPairs(["a", "b", "c", "d", "e"], [["c", "a"], ["d", "c"], [
    "a",
    "d",
  ]]);
  assertEquals(groups.map((group) => group.toSorted().join("")), ["acd", "b", "e"]);
});

Deno.test("groupPairs() keeps every thing once, and pairs together", () => {
  const things = Array.from({ length: 12 }, (_, i) => i);
  const pair = fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 }));
  fc.assert(fc.property(fc.array(pair), (pairs) => {
    const groups = groupPairs(things, pairs);
    assertEquals(groups.flat().sort((a, b) => a - b), things);
    for (const [a, b] of pairs) {
      assertEquals(groups.find((group) => group.includes(a))!.includes(b), true);
    }
  }));
});
