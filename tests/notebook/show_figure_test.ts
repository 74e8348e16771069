import { assertEquals, assertLess } from "@std/assert";
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { seededRandom } from "../../src/base/mod.ts";
import { chartDisplay } from "../../src/notebook/show_figure.ts";

/** A chart of one picture, of a side in pixels, in which every pixel is another. */
async function noise(side: number) {
  const random = seededRandom(1);
  const pixels = Uint8Array.from({ length: side * side * 3 }, () => random() * 256);
  const raw = { width: side, height: side, channels: 3 as const };
  const png = await sharp(pixels, { raw }).png().toBuffer();
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">` +
    `<image width="${side}" height="${side}" href="data:image/png;base64,${
      png.toString("base64")
    }"/></svg>`;
  return { svg, width: side, height: side, caption: "Noise (n = 1)", alt: "Noise" };
}

Deno.test("a picture's PNG is twice as dense unless that makes notebooks large", async () => {
  for (const [side, density] of [[100, 2], [400, 1]] as const) {
    const chart = await noise(side);
    const { data, metadata } = await chartDisplay(chart);
    const png = Buffer.from(data["image/png"] as string, "base64");
    assertEquals((await sharp(png).metadata()).width, density * side);
    // On the page it is as large as ever.
    assertEquals(metadata?.["image/png"], { width: side, height: side });
    assertEquals(data["image/svg+xml"], chart.svg);
    assertLess(png.length, 200_000);
  }
});
