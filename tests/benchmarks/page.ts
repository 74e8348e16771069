/** How long the page takes in a headless Chromium, and what it fetches. */
import { gzipSync } from "fflate";
import { join } from "node:path";
import { buildApp, drawSyntheticSample, encodePng, InputError } from "#karyon";
import { offeredModels } from "../../src/app/build/offered_models.ts";
import { listenOutside } from "../app/browser/outside.ts";
import { repeat } from "../app/browser/own_files.ts";
import { serveFolder } from "../app/browser/plain_server.ts";
import { executablePath, startBrowser } from "../app/browser/visits.ts";
import { withFolder } from "../support/temporary.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { type DroppedImage, timeVisit, type VisitTimes } from "./page_visit.ts";
import { median } from "./statistics.ts";

/** Bytes as they lie on the server, and as a server sends them that packs all by gzip. */
export interface Bytes {
  readonly plain: number;
  readonly packed: number;
}

/** What a visitor of the page waits for; seconds are medians of several visits. */
export interface PageTimes {
  readonly machine: Machine;
  readonly browser: string;
  /** The page's default. */
  readonly model: string;
  /** In the page's words. */
  readonly engine: string;
  readonly visits: number;
  /** Until the page is shown. */
  readonly start: { readonly bytes: Bytes; readonly seconds: number };
  /** All that is fetched before the model. */
  readonly before: Bytes;
  /** The first image of a visit, for which the model is fetched and built. */
  readonly first: DroppedImage;
  /** Those after it; larger ones once. */
  readonly next: readonly DroppedImage[];
  /** From the click on Stop, in the largest image, until the page says so. */
  readonly stop: number | null;
}

/** What to time. */
export interface PageOptions {
  /** Sides of the larger images, multiples of 256 pixels. */
  readonly sides: readonly number[];
  readonly visits: number;
  readonly onProgress: (line: string) => void;
}

/** Of the first image, which is the drawn one itself. */
const SIDE = 256;

/** Drawn images of these sides. */
async function drawImages(sides: readonly number[]) {
  const { image } = drawSyntheticSample(1, 3, { split: "test", kind: "white-on-black" });
  return await Promise.all(sides.map(async (side) => ({
    side,
    bytes: await encodePng(repeat(image, side / SIDE)),
  })));
}

/** Files of a folder, each counted once. */
async function sizeOf(root: string, paths: readonly string[]): Promise<Bytes> {
  let plain = 0, packed = 0;
  for (const path of new Set(paths).difference(new Set(["sw.js"]))) {
    const bytes = await Deno.readFile(join(root, path));
    plain += bytes.length;
    packed += Math.min(bytes.length, gzipSync(bytes).length);
  }
  return { plain, packed };
}

/** The n-th image of every visit that had so many. */
function middleOf(visits: readonly VisitTimes[], n: number): DroppedImage {
  const timed = visits.flatMap(({ images }) => images[n] ?? []);
  return { ...timed[0]!, seconds: median(timed.map(({ seconds }) => seconds)) };
}

async function timeVisits(root: string, options: PageOptions) {
  const { sides, visits, onProgress } = options;
  const images = await drawImages([SIDE, SIDE, ...sides]);
  const server = serveFolder(root, "/app/");
  const outside = listenOutside();
  const browser = await startBrowser(outside);
  try {
    const all: VisitTimes[] = [];
    for (let i = 0; i < visits; i++) {
      // Large ones take long enough to be timed once.
      const times = i === 0
        ? await timeVisit(browser, server, images, images.at(-1))
        : await timeVisit(browser, server, images.slice(0, 2));
      const words = times.images.map(({ side, seconds }) => `${side}: ${seconds} s`);
      onProgress(`visit ${i + 1}: shown after ${times.shown} s, ${words.join(", ")}`);
      all.push(times);
    }
    return { all, browser: await browser.version(), count: images.length };
  } finally {
    await browser.close();
    await server.stop();
    await outside.stop();
  }
}

/**
 * Times the page as it is offered, from a plain static server on this computer.
 *
 * @throws {InputError} if there is no Chromium
 */
export async function timePage(options: PageOptions): Promise<PageTimes> {
  if (!executablePath) {
    throw new InputError("Expected a Chromium but found none: CHROME_PATH may name one");
  }
  const machine = describeMachine(1);
  return await withFolder(async (folder) => {
    const root = join(folder, "app");
    await buildApp({ out: root });
    const { all, browser, count } = await timeVisits(root, options);
    const { shownWith, readyWith, engine, stop } = all[0]!;
    return {
      machine,
      browser,
      model: offeredModels[0]!,
      engine,
      visits: options.visits,
      start: {
        bytes: await sizeOf(root, shownWith),
        seconds: median(all.map(({ shown }) => shown)),
      },
      before: await sizeOf(root, readyWith),
      first: middleOf(all, 0),
      next: Array.from({ length: count - 1 }, (_, i) => middleOf(all, i + 1)),
      stop,
    };
  });
}
