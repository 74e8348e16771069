import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertStringIncludes,
} from "@std/assert";
import sharp from "sharp";
import { galleryChart, kindGalleryChart } from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";
import { tissue } from "./tissue.ts";

interface Picture {
  /** On the page. */
  readonly shown: readonly [width: number, height: number];
  readonly png: Uint8Array;
}

function picturesOf(svg: string): Picture[] {
  const tag = /width="(\d+)" height="(\d+)" href="data:image\/png;base64,([\w+/=]+)"/g;
  return [...svg.matchAll(tag)].map(([, width, height, base64]) => ({
    shown: [Number(width), Number(height)],
    png: Uint8Array.fromBase64(base64!),
  }));
}

Deno.test("galleryChart() embeds a large image at the size that it is shown", async () => {
  const large = tissue({ width: 1388, height: 1040, channels: 1, depth: 16 });
  const { svg } = await galleryChart([{ title: "large", ...large }], { split: "train" });
  const pictures = picturesOf(svg);
  assertEquals(pictures.length, 3);
  for (const { shown: [width, height], png } of pictures) {
    const { width: w, height: h } = await sharp(png).metadata();
    assertEquals([w, h], [1.5 * width, 1.5 * height].map(Math.round));
    assertAlmostEquals(width / height, 1388 / 1040, 0.01);
  }
  assertLess(svg.length, 120_000);
  assertStringIncludes(svg, ">1388 × 1040, shown at 16 %<");
});

Deno.test("galleryChart() squeezes no aspect ratio and embeds nothing enlarged", async () => {
  const sizes = [[40, 40], [60, 20], [24, 72]] as const;
  const items = sizes.map(([width, height]) => ({
    title: `${width} × ${height}`,
    image: createImage(width, height, 3),
  }));
  const pictures = picturesOf((await galleryChart(items, { split: "a" })).svg);
  for (const [index, { shown: [width, height], png }] of pictures.entries()) {
    const [ownWidth, ownHeight] = sizes[index]!;
    assertAlmostEquals(width / height, ownWidth / ownHeight, 0.03);
    const metadata = await sharp(png).metadata();
    assertLessOrEqual(metadata.width, ownWidth);
    assertLessOrEqual(metadata.height, ownHeight);
  }
});

Deno.test("galleryChart() draws images of every depth and number of channels", async () => {
  for (const channels of [1, 2, 3, 4] as const) {
    for (const depth of [8, 16] as const) {
      const drawn = tissue({ width: 40, height: 30, channels, depth });
      const { svg } = await galleryChart([{ title: "a", ...drawn }], { split: "a" });
      const [image] = picturesOf(svg);
      const { channels: shown } = await sharp(image!.png).stats();
      // Stretched from black to white, also what a camera left nearly black.
      assertEquals([shown[0]!.min, shown[0]!.max], [0, 255]);
    }
  }
});

Deno.test("an overlay parts nuclei that touch where it is given labels", async () => {
  const image = createImage(40, 20, 1);
  image.data.fill(90, 0, 400);
  const labels = new Int32Array(800);
  for (let i = 0; i < 800; i++) {
    const [x, y] = [i % 40, Math.floor(i / 40)];
    if (x >= 5 && x < 35 && y >= 4 && y < 16) labels[i] = x < 20 ? 1 : 2;
  }
  const mask = Uint8Array.from(labels, (label) => label > 0 ? 1 : 0);
  const middleOf = async (item: { labels: Int32Array } | { mask: Uint8Array }) => {
    const { svg } = await galleryChart([{ title: "a", image, ...item }], { split: "a" });
    const { data } = await sharp(picturesOf(svg)[2]!.png).raw()
      .toBuffer({ resolveWithObject: true });
    // On the border of the two labels, in the middle of the mask.
    const at = (8 * 40 + 19) * 3;
    return [...data.subarray(at, at + 3)].join();
  };
  assertEquals(await middleOf({ labels }), "255,220,0");
  assertEquals(await middleOf({ mask }), "255,255,255");
});

Deno.test("kindGalleryChart() heads each kind with how many images it has", async () => {
  const item = { title: "a", image: createImage(4, 4, 1) };
  const { svg, caption } = await kindGalleryChart([
    { kind: "dark", images: 3, items: [item] },
    { kind: "bright", images: 1, items: [item, item] },
  ], { split: "train" });
  assertStringIncludes(svg, ">dark: 3 images (75.0 %), 1 shown<");
  assertStringIncludes(svg, ">bright: 1 image (25.0 %), 2 shown<");
  assertStringIncludes(caption, "3 examples of 2 kinds; train (n = 4)");
});
