/** Visits to the page, each by a browser that was never there before. */
import { assertEquals } from "@std/assert";
import type { Browser, Page } from "puppeteer-core";
import { findBrowser } from "../../lab/jupyterlab.ts";
import type { Outside } from "./outside.ts";
import type { PlainServer } from "./plain_server.ts";

/** Chromium, where there is one. */
export const executablePath = findBrowser();

/** A page, and where its downloads land. */
export interface Visit {
  readonly page: Page;
  readonly folder: string;
}

/** Starts Chromium, which must ask a proxy for whatever is not on this computer. */
export async function startBrowser({ address }: Outside): Promise<Browser> {
  const { default: puppeteer } = await import("puppeteer-core");
  return await puppeteer.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu", `--proxy-server=${address}`],
    defaultViewport: { width: 1280, height: 900 },
  });
}

/**
 * Opens the page for a visitor; nothing may come from another place, or be complained of.
 *
 * @param expected complaints of the browser that belong to the matter
 */
export async function visit(
  browser: Browser,
  { address, origin }: Pick<PlainServer, "address" | "origin">,
  use: (visit: Visit) => Promise<void>,
  expected?: RegExp,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "karyon-visit-" });
  const context = await browser.createBrowserContext({
    downloadBehavior: { policy: "allow", downloadPath: folder },
  });
  const complaints: string[] = [], away: string[] = [];
  const own = [address, `blob:${origin}/`, "data:"];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("response", (response) => {
      const url = response.url();
      if (!own.some((start) => url.startsWith(start))) away.push(url);
    });
    await page.goto(address);
    // Before it there is but the text that stands for the page.
    await page.waitForSelector("main:not(.before)");
    await use({ page, folder });
    assertEquals(complaints.filter((words) => !expected?.test(words)), []);
    assertEquals(away, []);
  } finally {
    await context.close();
    await Deno.remove(folder, { recursive: true });
  }
}
