import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import {
  createImage,
  encodePng,
  type Image,
  InputError,
  type Problem,
  runLengthEncode,
} from "#karyon";
import { labelCodes, labelMasks } from "../../src/dataset/label_masks.ts";

type Found = Omit<Problem, "set" | "id">;

const SIZE = { width: 4, height: 3 };

/** A mask's file from its values, as it would be read. */
async function file(
  path: string,
  values: readonly number[],
  options: { channels?: Image["channels"]; depth?: Image["depth"]; width?: number } = {},
) {
  const { channels = 1, depth = 8, width = 4 } = options;
  const height = values.length / channels / width;
  const image = createImage(width, height, channels, depth);
  image.data.set(values);
  return { bytes: await encodePng(image), path };
}

const left = () => file("m/1.png", [255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0]);
const right = () => file("m/2.png", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255]);
const none = () => file("m/0.png", new Array(12).fill(0));

/** Labels, and what a close look finds, as `code severity message`. */
async function look(masks: { bytes: Uint8Array; path: string }[]) {
  const findings: Found[] = [];
  const labels = await labelMasks(masks, SIZE, findings);
  return {
    labels: labels && [...labels],
    findings: findings.map(({ code, severity, message, path }) =>
      `${severity}: ${code}: ${path}: ${message}`
    ),
  };
}

Deno.test("labelMasks() numbers nuclei in the order of the files, without gaps", async () => {
  const masks = [await none(), await left(), await right()];
  const labels = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2];
  assertEquals([...(await labelMasks(masks, SIZE, undefined))!], labels);
  assertEquals(await look(masks), {
    labels,
    findings: [
      "warning: empty mask: m/0.png: Expected the pixels of a nucleus but found a mask without any",
    ],
  });
});

Deno.test("labelMasks() takes any colour above 0 for nucleus, and no alpha", async () => {
  const rgba = await file("m/1.png", [
    ...[0, 0, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255],
    ...[0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255],
    ...new Array(16).fill(0),
  ], { channels: 4 });
  const { labels, findings } = await look([rgba]);
  assertEquals([labels, findings], [[1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], []]);
});

Deno.test("labelMasks() tells overlaps: how many pixels, how many pairs; the later one wins", async () => {
  const wide = await file("m/3.png", [255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255]);
  assertEquals(await look([await left(), await right(), wide]), {
    // Nothing is left of the second nucleus.
    labels: [2, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2],
    findings: [
      "warning: overlapping nuclei: m: Expected nuclei apart from each other but found 2 pixels in two or more of them, 2 pairs of nuclei",
    ],
  });
});

for (
  const [what, values, depth, found] of [
    ["0 and 1", [0, 1, 1], 8, "warning: found 1 above 0, taken as nucleus"],
    ["0 and 255 at 16 bits", [0, 255], 16, "warning: found 255 above 0"],
    ["soft edges", [255, 255, 200, 90], 8, "warning: found 90, 200, 255 above 0"],
    ["noise beside a nucleus", [255, 1, 2, 1, 3], 8, "error: found 1, 2, 3, 255; most"],
    [
      "five labels",
      [1, 1, 1, 2, 2, 3, 4, 9],
      8,
      "error: found 5 values from 1 to 9; most",
    ],
  ] as const
) {
  Deno.test(`labelMasks() tells a mask of ${what}`, async () => {
    const padded = [...values, ...new Array(12 - values.length).fill(0)];
    const { labels, findings } = await look([await file("m/1.png", padded, { depth })]);
    assertEquals(labels, padded.map((value) => value > 0 ? 1 : 0));
    const [severity, words] = found.split(": ") as [string, string];
    const most = depth === 8 ? 255 : 65535;
    const start =
      `${severity}: mask values: m/1.png: Expected a mask of 0 and ${most} but ${words}`;
    assertEquals([findings.length, findings[0]!.slice(0, start.length)], [1, start]);
  });
}

Deno.test("labelMasks() finds nothing in masks of 0 and 65535 at 16 bits", async () => {
  const values = [65535, ...new Array(11).fill(0)];
  const { findings } = await look([await file("m/1.png", values, { depth: 16 })]);
  assertEquals(findings, []);
});

Deno.test("labelMasks() refuses what it cannot use, and a close look notes it instead", async () => {
  const tall = await file("m/4.png", new Array(16).fill(255));
  const jpeg = {
    bytes: new Uint8Array(
      await sharp(new Uint8Array(12), { raw: { ...SIZE, channels: 1 } }).jpeg()
        .toBuffer(),
    ),
    path: "m/5.png",
  };
  const text = { bytes: new TextEncoder().encode("a mask"), path: "m/6.png" };
  const cut = { ...await left(), path: "m/7.png" };
  cut.bytes = cut.bytes.slice(0, 50);
  for (
    const [mask, code, words] of [
      [tall, "size mismatch", "of the image's size, 4 x 3, but found 4 x 4"],
      [jpeg, "mask values", "found JPEG, which alters values"],
      [text, "unreadable", "image but found"],
      [cut, "unreadable", "PNG"],
    ] as const
  ) {
    const error = await assertRejects(
      () => labelMasks([mask], SIZE, undefined),
      InputError,
      words,
    );
    assertEquals(error.message.startsWith(`${mask.path}: Expected`), true, error.message);
    const { labels, findings } = await look([await left(), mask]);
    assertEquals(labels, undefined);
    assertEquals(findings, [`error: ${code}: ${error.message}`]);
  }
});

Deno.test("labelCodes() notes broken codes with the nucleus, and overlaps", () => {
  const findings: Found[] = [];
  assertEquals(labelCodes(["1 2", "x"], SIZE, "a.csv, b", findings), undefined);
  assertEquals([...labelCodes(["1 2", "2 2"], SIZE, "a.csv, b", findings)!], [
    ...[1, 0, 0, 0],
    ...[2, 0, 0, 0],
    ...[2, 0, 0, 0],
  ]);
  assertEquals(findings.map(({ code, path }) => [code, path]), [
    ["unreadable", "a.csv, b"],
    ["overlapping nuclei", "a.csv, b"],
  ]);
  assertEquals(findings[0]!.message.endsWith("in nucleus 2"), true);
});

Deno.test("masks as files and as codes give back the labels that they were made of", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.nat(4)),
      async (width, height, stream) => {
        const values = [...stream.take(width * height)];
        const order = [...new Set(values)].filter((value) => value > 0);
        const labels = values.map((value) => order.indexOf(value) + 1);
        const masks = order.map((value) => values.map((v) => v === value ? 255 : 0));
        const files = await Promise.all(
          masks.map((mask, i) => file(`${i}.png`, mask, { width })),
        );
        const findings: Found[] = [];
        const size = { width, height };
        assertEquals([...(await labelMasks(files, size, findings))!], labels);
        const codes = masks.map((mask) => runLengthEncode(mask, width, height));
        assertEquals([...labelCodes(codes, size, "a.csv", findings)!], labels);
        assertEquals(findings, []);
      },
    ),
    { numRuns: 30 },
  ));
