/** What the tests of the page share: one build, one server, one Chromium. */
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { buildApp } from "#karyon";
import { stopBundler } from "../../../src/app/build/bundle.ts";
import { withFolder } from "../../support/temporary.ts";
import { listenOutside, type Outside } from "./outside.ts";
import { type PlainServer, serveFolder } from "./plain_server.ts";
import { startBrowser, type Visit, visit } from "./visits.ts";

/** The page's default, and a second one. */
export const MODELS = ["karyon-small-uint8", "unet-small-float16"] as const;

/** As a teacher's host has it, not at the top. */
export const PATH = "/some/where/app/";

/** The page, and ways to it. */
export interface Site {
  /** A folder for whatever a test needs. */
  readonly folder: string;
  /** The built page's. */
  readonly root: string;
  readonly server: PlainServer;
  readonly outside: Outside;
  readonly browser: Browser;
  visit(use: (visit: Visit) => Promise<void>, expected?: RegExp): Promise<void>;
}

/** Builds the page and opens a browser for as long as a test lasts. */
export async function withSite(use: (site: Site) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const root = join(folder, "app");
    await buildApp({ out: root, models: MODELS });
    const server = serveFolder(root, PATH);
    const outside = listenOutside();
    try {
      const browser = await startBrowser(outside);
      try {
        await use({
          folder,
          root,
          server,
          outside,
          browser,
          visit: (use, expected) => visit(browser, server, use, expected),
        });
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
      await outside.stop();
      await stopBundler();
    }
  });
}
