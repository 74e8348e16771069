import { assert, assertEquals } from "@std/assert";
import type { Frame } from "puppeteer-core";
import { pathToFileURL } from "node:url";
import { labelColor } from "../../src/images/mod.ts";
import { exportHtml } from "../../src/notebook/mod.ts";
import { findBrowser } from "../lab/jupyterlab.ts";
import { withFolder } from "../support/temporary.ts";
import { run } from "./made_up.ts";

const executablePath = findBrowser();
if (!executablePath) {
  console.log("tests/notebook: no Chromium here; CHROME_PATH may name one");
}

/** Nucleus 1 fills the left half but for its edges, nucleus 2 the right one. */
const CELL = `
  import { segmentationViewer } from "./src/app/mod.ts";
  import { show } from "./src/notebook/mod.ts";
  const image = { data: new Uint8Array(200), width: 20, height: 10, channels: 1, depth: 8, alpha: false };
  const labels = Int32Array.from(image.data, (_, at) => {
    const x = at % 20, y = Math.floor(at / 20);
    return y < 1 || y > 8 ? 0 : x > 0 && x < 9 ? 1 : x > 10 && x < 19 ? 2 : 0;
  });
  const rows = [{ label: 1, area: 64, name: "<b>a</b>" }, { label: 2, area: 63, name: "b" }];
  await show(segmentationViewer({ image, labels, rows, title: "Two" }));`;

/** What a stranger might get into a page, were nothing taken out. */
const EVIL = `<script>document.title = "evil"</script>` +
  `<img src="https://example.com/a.png" onerror="document.title='evil'">`;

/** The colour of the viewer at a share of its width and height. */
const colorAt = (frame: Frame, right: number, down: number) =>
  frame.evaluate(`new Promise((resolve) => requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const canvas = document.querySelector("canvas");
      resolve([...canvas.getContext("2d").getImageData(
        canvas.width * ${right}, canvas.height * ${down}, 1, 1).data].slice(0, 3));
    })))`);

const currentRows = (frame: Frame) =>
  frame.$$eval(
    "tr[aria-current] td:first-child",
    (cells) => cells.map((cell) => cell.textContent),
  );

async function explore(frame: Frame): Promise<void> {
  await frame.waitForSelector("canvas");
  assertEquals(await frame.$eval("h1", (title) => title.textContent), "Two");
  assertEquals(
    await frame.$$eval("td:last-child", (cells) => cells.map((cell) => cell.textContent)),
    ["<b>a</b>", "b"],
  );
  // A slider: the mask alone, then nothing but the black image.
  await frame.focus("#mask");
  await frame.page().keyboard.press("End");
  assertEquals(await colorAt(frame, 0.25, 0.5), [...labelColor(1)]);
  await frame.page().keyboard.press("Home");
  assertEquals(await colorAt(frame, 0.25, 0.5), [0, 0, 0]);
  // A row finds its nucleus, by mouse and by keyboard.
  await frame.click("tbody tr:nth-child(2)");
  assertEquals(await currentRows(frame), ["2"]);
  await frame.focus("tbody tr:nth-child(1) button");
  await frame.page().keyboard.press("Enter");
  assertEquals(await currentRows(frame), ["1"]);
  // A nucleus finds its row.
  const box = await (await frame.$("#viewer"))!.boundingBox();
  const { x, y, width, height } = box!;
  await frame.page().mouse.click(x + width * 0.75, y + height / 2);
  assertEquals(await currentRows(frame), ["2"]);
  // A heading sorts: 63 is less than 64.
  await frame.click("th:nth-child(2) button");
  const order = () =>
    frame.$$eval("td:first-child", (cells) => cells.map((cell) => cell.textContent));
  assertEquals(await order(), ["2", "1"]);
  await frame.click("th:nth-child(2) button");
  assertEquals(await order(), ["1", "2"]);
}

Deno.test({
  name: "a report's viewer works in Chromium, fetches nothing and lets no stranger run",
  ignore: executablePath === undefined,
  // The browser's client keeps timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      const { notebook, ok } = await run([CELL]);
      assert(ok);
      const html = await exportHtml(notebook);
      const path = `${folder}/page.html`;
      // Into the page and into the viewer's own.
      const attacked = html.replace("</main>", () => `${EVIL}</main>`)
        .replace("&lt;main>", () => `${EVIL.replaceAll('"', "&quot;")}&lt;main>`);
      assertEquals(attacked.split("evil").length, 5);
      await Deno.writeTextFile(path, attacked);
      const { default: puppeteer } = await import("puppeteer-core");
      const browser = await puppeteer.launch({
        executablePath: executablePath!,
        args: ["--no-sandbox", "--disable-gpu"],
        defaultViewport: { width: 1000, height: 1200 },
      });
      try {
        const page = await browser.newPage();
        const left: string[] = [];
        page.on("response", (response) => left.push(response.url()));
        await page.goto(pathToFileURL(path).href);
        const frame = page.frames()[1]!;
        await explore(frame);
        assertEquals(await page.title(), "Notebook");
        assertEquals(await frame.evaluate("document.title"), "Nuclei");
        assertEquals(left.filter((url) => !url.startsWith("data:")), [
          pathToFileURL(path).href,
        ]);
        // The frame is a stranger to the page around it.
        assertEquals(
          await frame.evaluate(
            "(() => { try { return parent.document.title } catch { return 'refused' } })()",
          ),
          "refused",
        );
      } finally {
        await browser.close();
      }
    }),
});
