import { assertEquals, assertStringIncludes } from "@std/assert";
import { createImage, readImage, readLabels, readMask, writePng } from "#karyon";
import { formatNames } from "../../src/cli/predict_formats.ts";
import { openPreview } from "../../src/cli/predict_preview.ts";
import { withFolder } from "../support/temporary.ts";
import { predictIn, writeBrightnessModel, writeSquares } from "./predict_support.ts";

Deno.test("predictFiles() finds in parts what it finds in the whole image", () =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    await writeSquares(`${folder}/in/deep/a.png`, [0, 3]);
    const paths = ["in/deep/a.png"];
    const formats = formatNames;
    const [whole] = (await predictIn(folder, paths, { formats })).done;
    const mask = await readMask(`${folder}/out/a.mask.png`);
    const table = await Deno.readTextFile(`${folder}/out/a.nuclei.csv`);
    const { labels } = await readLabels(`${folder}/out/a.labels.tif`);

    const options = { formats, megapixels: 0, out: `${folder}/parts` };
    const { done, failed } = await predictIn(folder, paths, options);
    assertEquals(failed, []);
    assertEquals(done[0]!.summary, whole!.summary);
    assertEquals(await readMask(`${folder}/parts/a.mask.png`), mask);
    assertEquals(await Deno.readTextFile(`${folder}/parts/a.nuclei.csv`), table);
    assertEquals((await readLabels(`${folder}/parts/a.labels.tif`)).labels, labels);
    assertEquals(
      (await readImage(`${folder}/parts/a.overlay.png`)).data,
      (await readImage(`${folder}/out/a.overlay.png`)).data,
    );
    assertEquals(Object.keys(done[0]!.files).sort(), ["csv", "mask", "overlay", "tiff"]);
    assertStringIncludes(done[0]!.warnings.join(), "geojson, rois, rle left out");
    // What is left out is not tried again.
    assertEquals((await predictIn(folder, paths, options)).resumed, 1);
  }));

Deno.test("predictFiles() writes in parts the columns of colours where there is no nucleus", () =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    await writePng(`${folder}/in/a.png`, createImage(40, 30, 3));
    const options = { formats: ["csv"], megapixels: 0 } as const;
    const { done } = await predictIn(folder, ["in/a.png"], options);
    assertEquals(done[0]!.nuclei, 0);
    const table = await Deno.readTextFile(`${folder}/out/a.nuclei.csv`);
    assertStringIncludes(table, ",mean_red,");
  }));

Deno.test("predictFiles() goes on after a large image that ends early", () =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    await writeSquares(`${folder}/in/b.png`, [0]);
    const noise = createImage(200, 200, 3);
    noise.data.forEach((_, i) => noise.data[i] = i * i % 251);
    await writePng(`${folder}/in/a.png`, noise);
    const { size } = await Deno.stat(`${folder}/in/a.png`);
    await Deno.truncate(`${folder}/in/a.png`, Math.floor(size / 2));
    const options = { formats: ["csv"], megapixels: 0 } as const;
    const { done, failed } = await predictIn(folder, ["in"], options);
    assertEquals(done.map(({ name }) => name), ["b"]);
    assertEquals(failed.length, 1);
    assertStringIncludes(failed[0]!.message, `${folder}/in/a.png: Expected a picture`);
  }));

Deno.test("openPreview() makes a large image small and takes labels from its parts", () =>
  withFolder(async (folder) => {
    const image = createImage(4096, 4, 1, 16);
    for (let y = 0; y < 4; y++) image.data.fill(65535, y * 4096 + 2048, y * 4096 + 4096);
    await writePng(`${folder}/a.png`, image);
    const preview = await openPreview(`${folder}/a.png`);
    assertEquals([preview.image.width, preview.image.height], [2048, 2]);
    assertEquals([preview.image.data[0], preview.image.data.at(-1)], [0, 65535]);
    const part = { left: 4090, top: 1, width: 6, height: 3 };
    // Columns 4090 to 4095 of rows 1 to 3: of them the preview has 4091, 4093, 4095.
    const labels = Int32Array.of(0, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 9, 0, 9, 5);
    preview.paint({ ...part, labels, rows: [] });
    assertEquals([...preview.labels.subarray(2044, 2048)], [0, 1, 2, 3]);
    assertEquals([...preview.labels.subarray(4092)], [0, 4, 0, 5]);
    // What another part brought stays where this one has nothing.
    preview.paint({ ...part, labels: new Int32Array(18), rows: [] });
    assertEquals(preview.labels[2047], 3);
  }));
