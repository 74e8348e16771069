import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { Page } from "puppeteer-core";
import sharp, { type Sharp } from "sharp";
import { type BitmapDecoder, decodeImageFile, decodeImagePortably } from "#karyon";
import { bundleScript } from "../../../src/notebook/bundle_script.ts";
import { handBmp } from "../../images/hand_bmp.ts";
import { findBrowser } from "../../lab/jupyterlab.ts";

const executablePath = findBrowser();

/** Runs a test's body with the decoder of a real browser. */
async function withBrowser(
  body: (decode: BitmapDecoder, page: Page) => Promise<void>,
): Promise<void> {
  const { default: puppeteer } = await import("puppeteer-core");
  const content = await bundleScript(new URL("./bitmap_entry.ts", import.meta.url));
  const browser = await puppeteer.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--use-angle=swiftshader"],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content });
    await body(async (bytes, type, hasAlpha) => {
      const given = JSON.stringify([bytes.toBase64(), type, hasAlpha]);
      const { data, ...bitmap } = await page.evaluate(
        `(async ([text, type, hasAlpha]) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const { data, ...bitmap } = await decodeBitmap(bytes, type, hasAlpha);
        return { ...bitmap, data: [...data] };
      })(${given})`,
      ) as { width: number; height: number; data: number[] };
      return { ...bitmap, data: Uint8Array.from(data) };
    }, page);
  } finally {
    await browser.close();
  }
}

const WIDTH = 29, HEIGHT = 18;

/** Waves, which compression alters little. */
function picture(channels: 1 | 3 | 4) {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT * channels }, (_, i) => {
    const at = Math.floor(i / channels), x = at % WIDTH, y = Math.floor(at / WIDTH);
    return 128 + 90 * Math.sin(x / 9 + i % channels) * Math.cos(y / 7 + i % channels);
  });
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } });
}

const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());

/** Files by name, and how many levels their values may differ by. */
async function files(): Promise<[name: string, bytes: Uint8Array, levels: number][]> {
  const gray = [7, 7, 7, 0, 200, 200, 200, 0];
  const p3 = picture(3).withIccProfile("p3");
  const turned = picture(3).withMetadata({ orientation: 6 });
  const few = { progressive: true, palette: true, colours: 4 };
  return [
    ["gray.jpg", await bytesOf(picture(1).toColourspace("b-w").jpeg()), 2],
    ["coarse.jpg", await bytesOf(picture(3).jpeg({ quality: 70 })), 2],
    ["progressive.jpg", await bytesOf(picture(3).jpeg({ progressive: true })), 2],
    ["profile.jpg", await bytesOf(p3.clone().jpeg()), 2],
    ["turned.jpg", await bytesOf(turned.clone().jpeg()), 2],
    ["turned.webp", await bytesOf(turned.clone().webp({ lossless: true })), 0],
    ["profile.webp", await bytesOf(p3.clone().webp({ lossless: true })), 0],
    ["lossy.webp", await bytesOf(picture(3).webp()), 2],
    ["alpha.webp", await bytesOf(picture(4).webp({ lossless: true, exact: true })), 0],
    ["alpha.gif", await bytesOf(picture(4).gif()), 0],
    ["few.png", await bytesOf(picture(1).png(few)), 0],
    ["plain.bmp", handBmp(2, 1, 24, [[1, 2, 3, 4, 5, 6]]), 0],
    ["gray.bmp", handBmp(2, 1, 8, [[0, 1]], gray), 0],
  ];
}

Deno.test({
  name: "a browser decodes JPEG, WebP, GIF and BMP to what native code gives",
  ignore: !executablePath,
  fn: () =>
    withBrowser(async (decodeBitmap, page) => {
      for (const [name, bytes, levels] of await files()) {
        const { image, report } = await decodeImagePortably(bytes, name, {
          decodeBitmap,
        });
        const expected = await decodeImageFile(bytes, name);
        const { data, ...rest } = image;
        const { data: others, ...expectedRest } = expected.image;
        assertEquals({ ...rest, length: data.length }, {
          ...expectedRest,
          length: others.length,
        }, name);
        assertEquals(report, expected.report, name);
        data.forEach((value, i) =>
          assert(Math.abs(value - others[i]!) <= levels, `${name}: ${value} at ${i}`)
        );
      }
      const noise = Uint8Array.of(0xff, 0xd8, 1, 2, 3, 4, 5, 6);
      await assertRejects(() => decodeBitmap(noise, "image/jpeg", false));

      // As browsers do that guard against being known by what a canvas shows.
      await page.evaluate(`{
        const { prototype } = OffscreenCanvasRenderingContext2D;
        const { getImageData } = prototype;
        prototype.getImageData = function (...area) {
          const read = getImageData.apply(this, area);
          read.data[5] ^= 1;
          return read;
        };
      }`);
      const jpeg = await bytesOf(picture(3).jpeg());
      const { report } = await decodeImagePortably(jpeg, "a.jpg", { decodeBitmap });
      assertStringIncludes(report.warnings.join(), "This browser alters the pixels");
    }),
});
