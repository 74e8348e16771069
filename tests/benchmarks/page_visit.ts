/** One visit of the page, with a watch in the hand. */
import type { Browser, Page } from "puppeteer-core";
import { drop, outcomeOf, until, wordsOf } from "../app/browser/hands.ts";
import type { PlainServer } from "../app/browser/plain_server.ts";
import { type Visit, visit } from "../app/browser/visits.ts";

/** An image that was dropped on the page. */
export interface DroppedImage {
  /** Pixels along each side. */
  readonly side: number;
  readonly nuclei: number;
  /** From the drop until the page tells the nuclei. */
  readonly seconds: number;
}

/** What happened in a visit. */
export interface VisitTimes {
  /** Paths that were fetched to show the page. */
  readonly shownWith: readonly string[];
  /** Paths that were asked for until the engine had started, before any image. */
  readonly readyWith: readonly string[];
  /** Seconds until the page was shown. */
  readonly shown: number;
  /** The engine, in the page's words. */
  readonly engine: string;
  readonly images: readonly DroppedImage[];
  /** Seconds from a click on Stop until the page says so; null if nothing was stopped. */
  readonly stop: number | null;
}

/** Notes in the page when it is shown, when files fall and when nuclei are there. */
const WATCH = `{
  globalThis.times = {};
  new MutationObserver(() => {
    const now = performance.now();
    if (document.querySelector(".drop")) times.shown ??= now;
    if (document.querySelector(".status.count")) times.found ??= now;
  }).observe(document, { childList: true, subtree: true });
  addEventListener("drop", () => {
    times = { shown: times.shown, dropped: performance.now() };
  }, true);
}`;

/** Paths that the page began to fetch before it was shown. */
const SHOWN_WITH = `[
  "index.html",
  ...performance.getEntriesByType("resource")
    .filter(({ startTime }) => startTime <= times.shown)
    .map(({ name }) => name.replace(new URL(".", location).href, "")),
]`;

/** Clicks the button, and resolves to the seconds until the list says so. */
const STOP = `new Promise((resolve) => {
  const start = performance.now();
  new MutationObserver(() => {
    const { textContent } = document.querySelector(".status");
    if (textContent === "Stopped") resolve((performance.now() - start) / 1000);
  }).observe(document, { childList: true, subtree: true, characterData: true });
  document.querySelector(".work-bar button").click();
})`;

const timesOf = async (page: Page) =>
  await page.evaluate("times") as { shown: number; dropped: number; found: number };

/** Seconds that a large image may take. */
const PATIENCE = 900;

/** An image to drop. */
export interface ImageFile {
  readonly side: number;
  readonly bytes: Uint8Array;
}

async function timeImage(
  visit: Visit,
  { side, bytes }: ImageFile,
): Promise<DroppedImage> {
  const { page } = visit;
  const name = `${side}.png`;
  await drop(visit, { name, bytes });
  const nuclei = parseInt((await outcomeOf(page, name, PATIENCE)).replaceAll(",", ""));
  if (Number.isNaN(nuclei)) throw new Error(await wordsOf(page, ".stage"));
  const { dropped, found } = await timesOf(page);
  await page.locator(".remove").click();
  await page.waitForSelector(".drop");
  return { side, nuclei, seconds: (found - dropped) / 1000 };
}

async function timeStop(visit: Visit, { bytes }: ImageFile): Promise<number> {
  await drop(visit, { name: "large.png", bytes });
  await until(
    visit.page,
    "/Finding .*[1-9]/.test(document.querySelector('.status').innerText)",
  );
  return Number(await visit.page.evaluate(STOP));
}

/**
 * Visits the page for the first time and drops images one after the other.
 *
 * @param stopped is dropped last, and stopped amid the work
 */
export async function timeVisit(
  browser: Browser,
  server: PlainServer,
  images: readonly ImageFile[],
  stopped?: ImageFile,
): Promise<VisitTimes> {
  let times: VisitTimes | undefined;
  // What is kept for later without a network is no part of what a first visit waits for.
  server.instead.set("sw.js", () => new Response("", { status: 404 }));
  await visit(browser, server, async (visit) => {
    const { page } = visit;
    // Anew, with the watch from the start and nothing in the cache.
    await page.setCacheEnabled(false);
    await page.evaluateOnNewDocument(WATCH);
    server.asked.length = 0;
    await page.goto(server.address);
    await page.waitForSelector(".drop");
    const { shown } = await timesOf(page);
    const shownWith = await page.evaluate(SHOWN_WITH) as string[];
    await until(page, "document.querySelector('.badge[title]')");
    const readyWith = [...server.asked];
    const engine = await page.evaluate("document.querySelector('.badge[title]').title");
    const dropped: DroppedImage[] = [];
    for (const image of images) dropped.push(await timeImage(visit, image));
    times = {
      shownWith,
      readyWith,
      shown: shown / 1000,
      engine: String(engine),
      images: dropped,
      stop: stopped ? await timeStop(visit, stopped) : null,
    };
  }, /404/);
  return times!;
}
