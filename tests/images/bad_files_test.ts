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
      ["WebP", await noise(3).webp().toBuffer()],
      ["WebP", await noise(3).webp({ lossless: true }).toBuffer()],
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
    new TextEncoder().encode("width,height\n256, 256\nmore and more"),
    "a.png",
    /^a.png: Expected a PNG, JPEG, .* but found text that begins with "width,height 256, 256 mo"$/,
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
    Uint8Array.of(0x51, 0x4b, 3, 4, 0),
    "a.png",
    /^a.png: .* but found 5 bytes that begin with 51 4b 03 04 00$/,
  );
});

Deno.test("decodeImage() refuses more pixels than maxPixels, which a user can raise", async () => {
  const png = await sharp(new Uint8Array(200), {
    raw: { width: 20, height: 10, channels: 1 },
  }).png().toBuffer();
  const error = await assertRejects(
    () => decodeImage(png, "a.png", { maxPixels: 199 }),
    InputError,
  );
  assertMatch(
    error.message,
    /found a PNG of 20 x 10, 200 pixels: more than the 199 that the option maxPixels allows$/,
  );
  for (const maxPixels of [200, Infinity]) {
    assertEquals((await decodeImage(png, "a.png", { maxPixels })).width, 20);
  }
  for (const maxPixels of [0, -1, NaN]) {
    await assertRejects(
      () => decodeImage(png, "a.png", { maxPixels }),
      RangeError,
      `Expected maxPixels to be a number greater than 0 but found ${maxPixels}`,
    );
  }
});

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
