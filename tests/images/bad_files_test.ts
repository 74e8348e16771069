import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import sharp from "sharp";
import { InputError } from "../../src/base/mod.ts";
import { decodeImage, readImage } from "../../src/images/mod.ts";
import { withFolder } from "../support/temporary.ts";

/** A picture with so much detail that every format needs many bytes for it. */
function noise(channels: 1 | 3) {
  const size = 48;
  const data = new Uint8Array(size * size * channels);
  for (let i = 0; i < data.length; i++) data[i] = (i * i * 31 + i * 7) % 251;
  return sharp(data, { raw: { width: size, height: size, channels } });
}

async function rejects(bytes: Uint8Array, name: string, message: RegExp) {
  const error = await assertRejects(() => decodeImage(bytes, name), InputError);
  assertMatch(error.message, message);
}

Deno.test("decodeImage() rejects a file that ends early, wherever it ends", async () => {
  for (
    const [kind, bytes] of [
      ["PNG", await noise(3).png().toBuffer()],
      ["PNG", await noise(3).png({ progressive: true }).toBuffer()],
      ["JPEG", await noise(3).jpeg().toBuffer()],
      ["TIFF", await noise(3).tiff({ compression: "lzw" }).toBuffer()],
      ["TIFF", await noise(3).tiff({ compression: "none" }).toBuffer()],
    ] as const
  ) {
    for (const share of [0.02, 0.3, 0.6, 0.9, 1 - 1 / bytes.length]) {
      await rejects(
        new Uint8Array(bytes.subarray(0, Math.floor(bytes.length * share))),
        "cells/a.img",
        new RegExp(
          `^cells/a.img: Expected a PNG, .* but found a ${kind} that cannot be read`,
        ),
      );
    }
  }
});

Deno.test("decodeImage() rejects a PNG with a flipped byte", async () => {
  const png = new Uint8Array(await noise(3).png().toBuffer());
  png[Math.floor(png.length / 2)]! ^= 0xff;
  await rejects(
    png,
    "a.png",
    /^a.png: Expected .* but found a PNG that cannot be read/,
  );
});

Deno.test("decodeImage() says what a text file named .png begins with", async () => {
  await rejects(
    new TextEncoder().encode("version https://git-lfs\nmore and more and more"),
    "a.png",
    /^a.png: Expected a PNG, JPEG or TIFF .* but found text that begins with "version https:/,
  );
});

Deno.test("decodeImage() says that an empty file is empty", async () => {
  await rejects(
    new Uint8Array(),
    "a.png",
    /^a.png: .* but found an empty file \(0 bytes\)$/,
  );
});

Deno.test("decodeImage() names the first bytes of what it does not know", async () => {
  await rejects(
    Uint8Array.of(0x50, 0x4b, 3, 4, 0),
    "a.png",
    /^a.png: .* but found 5 bytes that begin with 50 4b 03 04 00$/,
  );
  await rejects(
    new Uint8Array(await noise(3).webp().toBuffer()),
    "a.webp",
    /^a.webp: .* but found \d+ bytes that begin with 52 49 46 46/,
  );
});

Deno.test("decodeImage() rejects values that are neither of 8 nor of 16 bits", async () => {
  await rejects(
    handTiff(32, 3, 1),
    "f.tif",
    /^f.tif: .* but found a TIFF with values of type float$/,
  );
});

Deno.test("decodeImage() rejects a stack of pictures, of which it would show one only", async () => {
  const gray = await decodeImage(handTiff(8, 1, 1), "one.tif");
  assertEquals([gray.channels, gray.depth, ...gray.data], [1, 8, 7]);
  await rejects(
    handTiff(8, 1, 3),
    "s.tif",
    /^s.tif: .* but found a TIFF that is a stack of 3 pictures$/,
  );
});

/**
 * A TIFF of pages of one gray pixel, whose first byte is 7.
 *
 * @param format 1 for integers, 3 for floats
 */
function handTiff(bits: number, format: number, pages: number): Uint8Array {
  const SHORT = 3, LONG = 4;
  const directory = 2 + 10 * 12 + 4; // bytes
  const pixel = 8 + pages * directory;
  const entries = [
    [256, SHORT, 1], // width
    [257, SHORT, 1], // height
    [258, SHORT, bits],
    [259, SHORT, 1], // no compression
    [262, SHORT, 1], // 0 is black
    [273, LONG, pixel], // where the pixel is
    [277, SHORT, 1], // channels
    [278, SHORT, 1], // rows a strip
    [279, LONG, bits / 8], // bytes of the strip
    [339, SHORT, format],
  ] as const;
  const bytes = new Uint8Array(pixel + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8]);
  for (let page = 0; page < pages; page++) {
    const at = 8 + page * directory;
    view.setUint16(at, entries.length, true);
    entries.forEach(([tag, type, value], i) => {
      const entry = at + 2 + i * 12;
      view.setUint16(entry, tag, true);
      view.setUint16(entry + 2, type, true);
      view.setUint32(entry + 4, 1, true);
      view.setUint32(entry + 8, value, true);
    });
    const next = page + 1 < pages ? at + directory : 0;
    view.setUint32(at + directory - 4, next, true);
  }
  bytes[pixel] = 7;
  return bytes;
}

Deno.test("readImage() says that a folder is a folder, and that a missing file is missing", async () => {
  await withFolder(async (folder) => {
    const found = await assertRejects(() => readImage(folder), InputError);
    assertMatch(
      found.message,
      /^\/.*: Expected an image file but found a folder$/,
    );
    const missing = await assertRejects(
      () => readImage(`${folder}/no.png`),
      InputError,
    );
    assertMatch(
      missing.message,
      /no\.png: Expected an image file but found no file$/,
    );
  });
});

Deno.test("readImage() names the path of a broken file", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.png`, "hello");
    const error = await assertRejects(
      () => readImage(`${folder}/a.png`),
      InputError,
    );
    assertMatch(
      error.message,
      /a\.png: Expected .* but found text that begins with "hello"$/,
    );
  });
});
