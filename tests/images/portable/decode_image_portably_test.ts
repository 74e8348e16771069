import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import {
  createImage,
  decodeImageFile,
  decodeImagePortably,
  encodePng,
  type Image,
  UnreadableImage,
} from "#karyon";
import { damagedFiles } from "../odd/damaged.ts";
import { foreignFiles } from "../odd/foreign.ts";
import { changedFiles } from "../odd/changed.ts";
import { goodFiles } from "../odd/good.ts";
import { refusedFiles } from "../odd/refused.ts";
import { handTiff } from "../hand_tiff.ts";
import { anyImage } from "../samples.ts";
import { sharpBitmap } from "./sharp_bitmap.ts";

const portably = (bytes: Uint8Array, name: string) =>
  decodeImagePortably(bytes, name, { decodeBitmap: sharpBitmap });

const parts = ({ data, ...rest }: Image) => ({ ...rest, data: [...data] });

Deno.test("decodeImagePortably() gives what decodeImageFile() gives, words and all, of every odd file that is good", async () => {
  let files = 0;
  for (const { name, bytes } of await goodFiles()) {
    const expected = await decodeImageFile(bytes!, name);
    const found = await portably(bytes!, name);
    assertEquals(parts(found.image), parts(expected.image), name);
    // A browser has no profile for printers' colours.
    const warnings = name === "cmyk.jpg"
      ? ["colours are approximate"]
      : expected.report.warnings;
    assertEquals(
      found.report.warnings.map((words) =>
        /colours are approximate/.exec(words)?.[0] ?? words
      ),
      warnings,
      name,
    );
    assertEquals(found.report.conversions, expected.report.conversions, name);
    files++;
  }
  assertGreater(files, 15);
});

Deno.test("decodeImagePortably() refuses what decodeImageFile() refuses, with the same code and nearly the same words", async () => {
  // Where a checksum stands, no message here says; sizes have limits of their own.
  const essence = ({ message }: Error) => message.replace(/ at byte \d+ is/, " is");
  let files = 0;
  for (const file of [...foreignFiles, ...await damagedFiles(), ...refusedFiles]) {
    const { name, bytes } = file;
    if (bytes === undefined) continue;
    const fails = (decode: typeof portably) =>
      assertRejects(() => decode(bytes, name), UnreadableImage, "", name);
    const expected = await fails(decodeImageFile);
    const found = await fails(portably);
    assertEquals(found.code, expected.code, `${name}: ${found.message}`);
    if (found.code !== "too-large" && name !== "palette.bmp") {
      assertEquals(essence(found), essence(expected), name);
    }
    files++;
  }
  assertGreater(files, 45);
});

Deno.test("decodeImagePortably() gives back what encodePng() took, for all channel counts and depths", async () => {
  await fc.assert(
    fc.asyncProperty(anyImage(), async (image) => {
      const { image: found } = await decodeImagePortably(await encodePng(image), "x.png");
      assertEquals(parts(found), parts(image));
    }),
    { numRuns: 100, seed: 3 },
  );
});

Deno.test("decodeImagePortably() refuses what is larger than it is told, before it decodes", async () => {
  const png = await encodePng(createImage(30, 20, 1));
  const jpeg = new Uint8Array(await sharp(png).jpeg().toBuffer());
  const tiff = handTiff({ width: 30, height: 20, data: [new Uint8Array(600)] });
  for (const [bytes, format] of [[png, "PNG"], [jpeg, "JPEG"], [tiff, "TIFF"]] as const) {
    const decodeBitmap = () => Promise.reject(new Error("decoded"));
    const side = await assertRejects(
      () => decodeImagePortably(bytes, "a", { maxSide: 29, decodeBitmap }),
      UnreadableImage,
      `found a ${format} of 30 x 20: a side of more than 29 pixels`,
    );
    assertEquals(side.code, "too-large");
    await assertRejects(
      () => decodeImagePortably(bytes, "a", { maxPixels: 599, decodeBitmap }),
      UnreadableImage,
      "600 pixels, more than the 599 that are taken",
    );
  }
  const { image } = await decodeImagePortably(png, "a", { maxSide: 30, maxPixels: 600 });
  assertEquals(image.data.length, 600);
});

Deno.test("decodeImagePortably() passes on that the memory was not enough", async () => {
  const jpeg = new Uint8Array(
    await sharp(await encodePng(createImage(2, 2, 3))).jpeg().toBuffer(),
  );
  const decodeBitmap = () =>
    Promise.reject(new RangeError("Array buffer allocation failed"));
  const error = await assertRejects(
    () => decodeImagePortably(jpeg, "a.jpg", { decodeBitmap }),
    RangeError,
  );
  assert(!(error instanceof UnreadableImage));
});

Deno.test("decodeImagePortably() gives an image or says that it cannot, whatever becomes of a file's bytes", async () => {
  await fc.assert(
    fc.asyncProperty(await changedFiles(), async (bytes) => {
      try {
        const { image } = await decodeImagePortably(bytes, "a", {
          maxPixels: 1e6,
          decodeBitmap: sharpBitmap,
        });
        assertEquals(image.data.length, image.width * image.height * image.channels);
      } catch (error) {
        assert(error instanceof UnreadableImage, String(error));
      }
    }),
    { numRuns: 400 },
  );
});
