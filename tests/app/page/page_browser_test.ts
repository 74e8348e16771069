import { assert, assertEquals, assertLess } from "@std/assert";
import { unzipSync } from "fflate";
import { buildApp, decodeImage, drawSyntheticSample, encodePng, serveApp } from "#karyon";
import { stopBundler } from "../../../src/app/build/bundle.ts";
import { predictFiles } from "../../../src/cli/predict_files.ts";
import { withFolder } from "../../support/temporary.ts";
import {
  downloaded,
  drop,
  executablePath,
  textOf,
  until,
  withPage,
} from "./page_driver.ts";

if (!executablePath) console.log("tests/app: no Chromium here; CHROME_PATH may name one");

const MODEL = "unet-small-float16";
const FOUND = "/nucle/.test(document.querySelector('.tally')?.textContent)";
/** A name that would be markup, if anything took it for that. */
const SLY = "<img src=x onerror=alert(1)>.png";

const image = drawSyntheticSample(1, 3, { split: "test", kind: "white-on-black" }).image;

/** Share of the pixels in which two masks differ. */
async function shareOfDifferent(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = await Promise.all(
    [a, b].map((bytes) => decodeImage(bytes, "mask.png")),
  );
  assertEquals([one!.width, one!.height], [other!.width, other!.height]);
  const values = Array.from(one!.data);
  const different = values.filter((value, i) => value !== other!.data[i]).length;
  return different / values.length;
}

Deno.test({
  name: "a person segments an image on the page, with the network and without",
  ignore: !executablePath,
  fn: (test) =>
    withFolder(async (folder) => {
      await buildApp({ out: `${folder}/site/app`, models: [MODEL] });
      const png = await encodePng(image);
      await Deno.writeFile(`${folder}/cells.png`, png);
      await predictFiles([`${folder}/cells.png`], {
        model: MODEL,
        out: `${folder}/predicted`,
        formats: ["mask", "csv"],
        engine: "wasm",
        megapixels: 16,
      });
      const predicted = (name: string) => Deno.readFile(`${folder}/predicted/${name}`);
      const server = serveApp({ root: `${folder}/site`, port: 0 });
      const address = `${server.address}app/`;
      let isServing = true;
      const files = `${folder}/downloads`;
      await Deno.mkdir(files);

      await withPage(address, files, async ({ page, faults, requests }) => {
        await test.step("what is dropped is segmented as `karyon predict` does", async () => {
          await drop(page, [{ name: "cells.png", bytes: png }]);
          await until(page, FOUND);
          await page.click(".side .strong");
          const zip = unzipSync(await downloaded(files, "karyon.zip"));
          assertEquals(Object.keys(zip).length, 5);
          const share = await shareOfDifferent(
            zip["cells.mask.png"]!,
            await predicted("cells.mask.png"),
          );
          assertLess(share, 0.001);
          const rows = (bytes: Uint8Array) =>
            new TextDecoder().decode(bytes).trim().split("\n");
          const own = rows(zip["cells.nuclei.csv"]!);
          const theirs = rows(await predicted("cells.nuclei.csv"));
          assertEquals([own.length, own[0]], [theirs.length, theirs[0]]);
          const said = await textOf(page, ".tally strong");
          assertEquals(parseInt(said), own.length - 1);
        });

        await test.step("keys choose nuclei, in the image and in the table", async () => {
          await page.focus(".viewer");
          await page.keyboard.press("n");
          await until(page, "document.querySelector('tr.chosen th')");
          assertEquals(await textOf(page, "tr.chosen th"), "1");
          await page.focus("tr.chosen button");
          await page.keyboard.press("ArrowDown");
          await until(
            page,
            "document.querySelector('tr.chosen th').textContent === '2'",
          );
          assertEquals(await textOf(page, "#nucleus-title"), "Nucleus 2");
        });

        await test.step("a slider moves the count", async () => {
          const before = await textOf(page, ".tally strong");
          await page.evaluate(`{
            const sizes = document.querySelectorAll(".side input[type=range]")[1];
            sizes.value = 300;
            sizes.dispatchEvent(new Event("input", { bubbles: true }));
          }`);
          await until(
            page,
            `document.querySelector(".tally strong").textContent !== "${before}"`,
          );
          assertLess(parseInt(await textOf(page, ".tally strong")), parseInt(before));
        });

        await test.step("bad files are told in words, their names as text", async () => {
          const bytes = new TextEncoder().encode("no image");
          await drop(page, [
            { name: SLY, bytes },
            { name: "cut.png", bytes: png.subarray(0, png.length / 2) },
          ]);
          await until(page, "document.querySelectorAll('.status.bad').length === 2");
          const said = await page.evaluate(
            "[...document.querySelectorAll('.status.bad')].map((one) => one.textContent)",
          );
          assertEquals(said, ["Not an image", "Damaged"]);
          assertEquals(await textOf(page, ".item:nth-child(2) .name"), SLY);
          assertEquals(await page.$("img"), null);
        });

        await test.step("nothing was asked of another place, and nothing complained", () => {
          const away = requests.filter((url) =>
            !url.startsWith(address) && !url.startsWith(`blob:${server.address}`)
          );
          assertEquals(away, []);
          assertEquals(faults, []);
        });

        await test.step("without a network the page comes back and segments", async () => {
          await until(
            page,
            "document.querySelector('.badges').textContent.includes('Works')",
          );
          await until(
            page,
            `caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>
              (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()
              .some((url) => url.includes("models/${MODEL}/weights")))`,
          );
          await server.close();
          isServing = false;
          await page.reload();
          await page.waitForSelector(".drop");
          await drop(page, [{ name: "again.png", bytes: png }]);
          await until(page, FOUND);
          assert(parseInt(await textOf(page, ".tally strong")) > 0);
        });
      }).finally(() => isServing ? server.close() : undefined);
      await stopBundler();
    }),
});
