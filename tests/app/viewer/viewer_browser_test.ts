import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { bundleScript } from "../../../src/notebook/bundle_script.ts";
import { findBrowser } from "../../lab/jupyterlab.ts";

const executablePath = findBrowser();
if (!executablePath) console.log("tests/app: no Chromium here; CHROME_PATH may name one");

/** Two nuclei in 40 x 20 pixels: 1 in columns 5..14, 2 in 25..34, both in rows 5..14. */
const SETUP = `
  const width = 40, height = 20;
  const labels = new Int32Array(width * height);
  for (let y = 5; y < 15; y++) {
    for (let x = 5; x < 15; x++) { labels[y * width + x] = 1; labels[y * width + x + 20] = 2; }
  }
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  globalThis.picked = [];
  globalThis.views = 0;
  globalThis.viewer = new NucleusViewer(document.querySelector("div"), {
    onPick: (label) => picked.push(label ?? 0),
    onView: () => views++,
  });
  viewer.setImage({ width, height, pixels });
  viewer.setLabels(labels);
  viewer.setOpacity({ image: 1, mask: 1, outlines: 0 });
`;

/** Pages in one browser, each with a viewer of the two nuclei at ten CSS pixels a pixel. */
async function withViewers(...uses: ((page: Page) => Promise<void>)[]): Promise<void> {
  const { default: puppeteer } = await import("puppeteer-core");
  const content = await bundleScript(new URL("./viewer_entry.ts", import.meta.url));
  const browser = await puppeteer.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu"],
    defaultViewport: { width: 400, height: 200, deviceScaleFactor: 2 },
  });
  try {
    for (const use of uses) {
      const page = await browser.newPage();
      const faults: unknown[] = [];
      page.on("pageerror", (error) => faults.push(error));
      await page.emulateMediaFeatures([
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      const style = "body{margin:0}div{position:relative;width:400px;height:200px}";
      await page.setContent(`<!doctype html><style>${style}</style><div></div>`);
      await page.addScriptTag({ content });
      await page.evaluate(SETUP);
      await use(page);
      assertEquals(faults, []);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Waits until a point has a colour; a busy computer draws it some frames later. */
async function sees(page: Page, x: number, y: number, color: readonly number[]) {
  const found = `[...document.querySelector("canvas").getContext("2d")
    .getImageData(${x * 2}, ${y * 2}, 1, 1).data].join()`;
  try {
    await page.waitForFunction(`${found} === "${[...color, 255]}"`);
  } catch {
    assertEquals(await page.evaluate(found), [...color, 255].join(), `${x}, ${y}`);
  }
}

const view = async (page: Page) =>
  await page.evaluate("viewer.view") as { x: number; y: number; scale: number };

async function looksAround(page: Page): Promise<void> {
  assertEquals(await view(page), { x: 20, y: 10, scale: 10 });
  // It takes its size with the first frame, which a busy computer draws late.
  await page.waitForFunction("document.querySelector('canvas').width === 800");
  assertEquals(await page.evaluate("document.querySelector('canvas').height"), 400);
  const { labelColor } = await import("../../../src/images/mod.ts");
  await sees(page, 100, 100, labelColor(1));
  await sees(page, 300, 100, labelColor(2));
  await sees(page, 200, 100, [255, 255, 255]);

  // A click picks, and the nucleus gets a white line on a dark one.
  await page.mouse.click(60, 60);
  await page.mouse.click(200, 100);
  await page.mouse.click(340, 140);
  assertEquals(await page.evaluate("picked"), [1, 0, 2]);
  await sees(page, 300, 50, [255, 255, 255]);
  await sees(page, 300, 48, [0, 0, 0]);

  // The wheel keeps what is under the pointer.
  await page.mouse.move(100, 100);
  await page.mouse.wheel({ deltaY: -400 });
  await page.waitForFunction("viewer.view.scale > 12");
  const zoomed = await view(page);
  assertAlmostEquals((100 - 200) / zoomed.scale + zoomed.x, 10, 1e-9);

  // Dragging moves, and is no click.
  await page.mouse.down();
  await page.mouse.move(130, 110, { steps: 3 });
  await page.mouse.up();
  const moved = await view(page);
  assertAlmostEquals(moved.x, zoomed.x - 30 / zoomed.scale, 1e-9);
  assertAlmostEquals(moved.y, zoomed.y - 10 / zoomed.scale, 1e-9);
  assertEquals(await page.evaluate("picked.length"), 3);

  await page.mouse.click(100, 100, { count: 2 });
  assertEquals(await view(page), { x: 20, y: 10, scale: 10 });

  // By keyboard alone.
  await page.focus("div");
  await page.keyboard.press("+");
  assertAlmostEquals((await view(page)).scale, 13.5, 1e-9);
  await page.keyboard.press("ArrowRight");
  assertAlmostEquals((await view(page)).x, 20 + 40 / 13.5, 1e-9);
  await page.keyboard.press("-");
  await page.keyboard.press("0");
  assertEquals(await view(page), { x: 20, y: 10, scale: 10 });
  await page.evaluate("picked.length = 0");
  for (const key of ["Escape", "n", "n", "n", "p"] as const) {
    await page.keyboard.press(key);
  }
  assertEquals(await page.evaluate("picked"), [0, 1, 2, 1, 2]);
  const words = "[...document.querySelectorAll('div p')].map((p) => p.textContent)";
  const [keys, news] = await page.evaluate(words) as string[];
  assert(keys!.includes("Arrow keys"));
  assertEquals(news, "Nucleus 2 selected");
  assertEquals(
    await page.$eval("div", (host) => host.getAttribute("aria-label")),
    "Image of 40 x 20 pixels, 2 nuclei outlined",
  );

  // What another viewer shows, without an echo.
  const before = await page.evaluate("views");
  await page.evaluate("viewer.setView({ x: 12, y: 9, scale: 20 })");
  assertEquals(await view(page), { x: 12, y: 9, scale: 20 });
  assertEquals(await page.evaluate("views"), before);
  await page.evaluate("viewer.select(2, { reveal: true })");
  assertEquals(await view(page), { x: 30, y: 10, scale: 20 });

  // A new size shows as much of the same place; nothing is left behind at the end.
  await page.evaluate("document.querySelector('div').style.width = '300px'");
  await page.waitForFunction("document.querySelector('canvas').width === 600");
  assertEquals(await view(page), { x: 30, y: 10, scale: 20 });
  await page.evaluate("viewer.dispose()");
  assertEquals(await page.$eval("div", (host) => host.childNodes.length), 0);
}

async function resizesAndPinches(page: Page): Promise<void> {
  await page.evaluate("document.querySelector('div').style.width = '200px'");
  await page.waitForFunction("viewer.view.scale === 5");
  const finger = (type: string, id: number, x: number) => `
        document.querySelector("div").setPointerCapture = () => {};
        document.querySelector("div").dispatchEvent(new PointerEvent("${type}",
          { pointerId: ${id}, clientX: ${x}, clientY: 100, button: 0, pointerType: "touch" }));`;
  await page.evaluate(
    finger("pointerdown", 1, 80) + finger("pointerdown", 2, 120) +
      finger("pointermove", 1, 60) + finger("pointermove", 2, 140) +
      finger("pointerup", 1, 60) + finger("pointerup", 2, 140),
  );
  const pinched = await view(page);
  assertAlmostEquals(pinched.scale, 10, 1e-9);
  assertAlmostEquals(pinched.x, 20, 1e-9);
  assertEquals(await page.evaluate("picked"), []);
  const said = (call: string) =>
    page.evaluate(`(() => { try { ${call} } catch (e) { return String(e); } })()`);
  assertEquals(
    await said("viewer.setLabels(new Int32Array(3))"),
    "RangeError: Expected labels for 40 x 20 pixels but found 3",
  );
  assertEquals(
    await said(
      "viewer.setImage({ width: 2, height: 2, pixels: new Uint8ClampedArray(4) })",
    ),
    "RangeError: Expected RGBA for 2 x 2 pixels but found 4 values",
  );
}

Deno.test({
  name: "a viewer in Chromium draws, zooms, moves, picks, obeys the keyboard and a pinch",
  ignore: executablePath === undefined,
  // The browser's client keeps timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () => withViewers(looksAround, resizesAndPinches),
});
