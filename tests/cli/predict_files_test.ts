import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { InputError, readLabels, readMask } from "#karyon";
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

/** What a person sees in a folder. */
const filesIn = async (path: string) =>
  (await Array.fromAsync(Deno.readDir(path)))
    .map(({ name }) => name)
    .filter((name) => name !== ".karyon.json" && name !== "index_files")
    .sort();

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

Deno.test("predictFiles() removes the results of an image that was replaced by a broken one", () =>
  withImages(async (folder) => {
    await predictIn(folder, ["in"], { formats: ["mask", "geojson"] });
    await Deno.writeTextFile(`${folder}/in/two.png`, "no image");
    const { failed } = await predictIn(folder, ["in"], { formats: ["mask"] });
    assertStringIncludes(
      failed[0]!.message,
      "; the results of what was there before are removed",
    );
    assertEquals(await filesIn(`${folder}/out`), [
      "index.html",
      "one.geojson",
      "one.mask.png",
      "summary.csv",
    ]);
    const again = await predictIn(folder, ["in"], { formats: ["mask"] });
    assertEquals(again.failed[0]!.message.includes("removed"), false);
  }));

Deno.test("predictFiles() leaves no files of earlier settings beside the new ones", () =>
  withImages(async (folder) => {
    await predictIn(folder, ["in"], { formats: formatNames });
    await Deno.writeTextFile(`${folder}/out/one.notes.txt`, "mine");
    const first = await predictIn(folder, ["in/one.png"], {
      formats: ["csv"],
      minArea: 3,
    });
    assertEquals(first.notes, [
      `${folder}/out/submission.csv has 1 of 2 images: the others have no run lengths`,
    ]);
    const second = await predictIn(folder, ["in"], { formats: ["csv"], minArea: 3 });
    assertEquals([fresh(second), second.notes], [["two"], []]);
    assertEquals(await filesIn(`${folder}/out`), [
      "index.html",
      "one.notes.txt",
      "one.nuclei.csv",
      "summary.csv",
      "two.nuclei.csv",
    ]);
    // A table of the same name that the folder's runs did not write stays.
    await Deno.writeTextFile(`${folder}/out/submission.csv`, "mine");
    await predictIn(folder, ["in"], { formats: ["csv"], minArea: 3 });
    assertEquals(await Deno.readTextFile(`${folder}/out/submission.csv`), "mine");
  }));

Deno.test("predictFiles() refuses to overwrite the results of other images of the same names", () =>
  withImages(async (folder) => {
    await writeSquares(`${folder}/later/one.png`, [0, 3]);
    await predictIn(folder, ["in"]);
    await assertRejects(
      () => predictIn(folder, ["later"]),
      InputError,
      `${folder}/out: Expected a folder of results for these images but found those of ${folder}/in/one.png in it`,
    );
    // Both at once tell their names apart, and the older name goes.
    const both = await predictIn(folder, ["in", "later"]);
    assertEquals(fresh(both), ["in/one", "later/one"]);
    assertEquals(await filesIn(`${folder}/out`), [
      "in",
      "index.html",
      "later",
      "summary.csv",
      "two.mask.png",
      "two.nuclei.csv",
    ]);
    const { done } = await predictIn(folder, ["later/one.png"], {
      out: `${folder}/alone`,
    });
    const forced = await predictIn(folder, ["in/one.png"], {
      out: `${folder}/alone`,
      force: true,
    });
    assertEquals([done[0]!.nuclei, forced.done[0]!.nuclei], [2, 1]);
  }));

Deno.test("predictFiles() says where a file stands in the place of the results' folder", () =>
  withImages(async (folder) => {
    for (const out of [`${folder}/in/one.png`, `${folder}/in/one.png/deeper`]) {
      await assertRejects(
        () => predictIn(folder, ["in"], { out }),
        InputError,
        `${out}: Expected a folder but found a file`,
      );
    }
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
