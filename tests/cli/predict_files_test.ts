import { assertEquals, assertStringIncludes } from "@std/assert";
import { readLabels, readMask } from "#karyon";
import { formatNames } from "../../src/cli/predict_formats.ts";
import type { PredictOutcome } from "../../src/cli/predict_files.ts";
import { withFolder } from "../support/temporary.ts";
import { predictIn, writeBrightnessModel, writeSquares } from "./predict_support.ts";

/** A folder with the model and two images: in/one.png, in/two.png. */
const withImages = (body: (folder: string) => Promise<void>) =>
  withFolder(async (folder) => {
    await writeBrightnessModel(`${folder}/model`);
    await writeSquares(`${folder}/in/one.png`, [0]);
    await writeSquares(`${folder}/in/two.png`, [1, 4]);
    await body(folder);
  });

/** Names of the images that were predicted, not found done. */
const fresh = ({ done, resumed }: PredictOutcome) =>
  done.slice(resumed).map(({ name }) => name);

Deno.test("predictFiles() writes all formats, a row an image and one submission", () =>
  withImages(async (folder) => {
    const { done, failed } = await predictIn(folder, ["in"], {
      formats: formatNames,
      pixelSize: 0.5,
    });
    assertEquals([done.map(({ nuclei }) => nuclei), failed], [[1, 2], []]);
    const out = `${folder}/out`;
    const { labels } = await readLabels(`${out}/two.labels.tif`);
    const row = [0, 1, 1, 0, 2, 2];
    assertEquals([...labels.subarray(6, 18)], [...row, ...row]);
    assertEquals(
      await Deno.readTextFile(`${out}/submission.csv`),
      "ImageId,EncodedPixels\none,2 2 6 2\ntwo,6 2 10 2\ntwo,18 2 22 2\n",
    );
    const { features } = JSON.parse(await Deno.readTextFile(`${out}/two.geojson`));
    assertEquals(features.length, 2);
    assertEquals(features[0].properties.measurements["area_um2"], 1);
    assertEquals((await Deno.readFile(`${out}/two.rois.zip`))[0], 0x50);
    const [header, one] = (await Deno.readTextFile(`${out}/summary.csv`)).split("\n");
    const summary = Object.fromEntries(
      header!.split(",").map((column, i) => [column, one!.split(",")[i]]),
    );
    assertEquals(
      [
        summary["image"],
        summary["nuclei"],
        summary["coverage"],
        summary["mean_area_um2"],
      ],
      ["one", "1", "0.166667", "1"],
    );
    const page = await Deno.readTextFile(`${out}/index.html`);
    assertStringIncludes(page, "two.overlay.png");
  }));

Deno.test("predictFiles() does nothing again that is done as asked", () =>
  withImages(async (folder) => {
    assertEquals(fresh(await predictIn(folder, ["in"])), ["one", "two"]);
    const written = await Deno.stat(`${folder}/out/one.mask.png`);
    const again = await predictIn(folder, ["in"]);
    assertEquals([again.asked, again.resumed, again.done.length], [2, 2, 2]);
    assertEquals(await Deno.stat(`${folder}/out/one.mask.png`), written);
    // One more image leaves the others as they are; the summary has all.
    await writeSquares(`${folder}/in/three.png`, []);
    assertEquals(fresh(await predictIn(folder, ["in"])), ["three"]);
    const summary = await Deno.readTextFile(`${folder}/out/summary.csv`);
    assertEquals(summary.trim().split("\n").length, 4);
    assertEquals(fresh(await predictIn(folder, ["in/one.png"], { force: true })), [
      "one",
    ]);
  }));

Deno.test("predictFiles() does an image again when it, the options or the model changed", () =>
  withImages(async (folder) => {
    await predictIn(folder, ["in"]);
    await writeSquares(`${folder}/in/two.png`, [0, 2, 4]);
    await Deno.utime(`${folder}/in/two.png`, 1, 1);
    const changed = await predictIn(folder, ["in"]);
    assertEquals(fresh(changed), ["two"]);
    assertEquals(
      (await readMask(`${folder}/out/two.mask.png`)).mask.reduce((a, b) => a + b),
      12,
    );
    await Deno.remove(`${folder}/out/one.nuclei.csv`);
    assertEquals(fresh(await predictIn(folder, ["in"])), ["one"]);
    await Deno.writeTextFile(`${folder}/out/two.nuclei.csv`, "cut sh");
    assertEquals(fresh(await predictIn(folder, ["in"])), ["two"]);
    // Formats that were not asked for before need the prediction again.
    const csvOnly = await predictIn(folder, ["in"], { formats: ["csv"] });
    assertEquals(csvOnly.resumed, 2);
    const more = await predictIn(folder, ["in"], { formats: ["mask", "tiff"] });
    assertEquals(more.resumed, 0);
    const stricter = await predictIn(folder, ["in"], { minArea: 5 });
    assertEquals([stricter.resumed, stricter.done[0]?.nuclei], [0, 0]);
    const card = `${folder}/model/card.json`;
    const text = await Deno.readTextFile(card);
    await Deno.writeTextFile(card, text.replace('"threshold": 0.5', '"threshold": 0.6'));
    assertEquals((await predictIn(folder, ["in"], { minArea: 5 })).resumed, 0);
  }));

Deno.test("predictFiles() goes on after a broken image and tries it again later", () =>
  withImages(async (folder) => {
    await Deno.writeTextFile(`${folder}/in/broken.png`, "no image");
    await Deno.symlink(`${folder}/gone.png`, `${folder}/in/link.png`);
    const first = await predictIn(folder, ["in"]);
    assertEquals(first.done.length, 2);
    assertEquals(first.failed.map(({ path }) => path), [
      `${folder}/in/broken.png`,
      `${folder}/in/link.png`,
    ]);
    assertStringIncludes(first.failed[0]!.message, `${folder}/in/broken.png: Expected`);
    assertStringIncludes(
      await Deno.readTextFile(`${folder}/out/index.html`),
      "broken.png: Expected",
    );
    await writeSquares(`${folder}/in/broken.png`, [3]);
    await Deno.remove(`${folder}/in/link.png`);
    const second = await predictIn(folder, ["in"]);
    assertEquals([fresh(second), second.failed], [["broken"], []]);
  }));

Deno.test("predictFiles() keeps the folders of images of one stem", () =>
  withImages(async (folder) => {
    await writeSquares(`${folder}/in/deeper/one.png`, [0, 3]);
    const { done } = await predictIn(folder, ["in", "in/deeper"]);
    assertEquals(
      done.map(({ name, nuclei }) => [name, nuclei]).sort(),
      [["deeper/one", 2], ["one", 1], ["two", 2]],
    );
    await Deno.stat(`${folder}/out/deeper/one.nuclei.csv`);
    await Deno.stat(`${folder}/out/index_files/deeper/one.image.jpg`);
  }));

Deno.test("predictFiles() does not take its own results for images", () =>
  withImages(async (folder) => {
    const options = { out: `${folder}/in`, formats: formatNames };
    await predictIn(folder, ["in"], options);
    const { asked, resumed } = await predictIn(folder, ["in"], options);
    assertEquals([asked, resumed], [2, 2]);
  }));
