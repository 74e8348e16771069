import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "puppeteer-core";
import { InputError, messageOf, type OnProgress } from "../base/mod.ts";
import { writeBeside } from "../mod.ts";
import { findChromium } from "./pdf_browser.ts";

/** How pages are printed. */
export interface PrintOptions {
  /** The browser's file (default: one that is there). */
  readonly browser?: string;
  readonly onProgress?: OnProgress;
  /** Begins no other page. */
  readonly signal?: AbortSignal;
}

/** A page with many pictures on a machine that is busy. */
const TIMEOUT_MILLISECONDS = 180_000;

const MARGINS = { top: "20mm", bottom: "18mm", left: "16mm", right: "16mm" };

/** In the margin stands only what has a size: the browser's default is none. */
const inMargin = (words: string, align: "left" | "right") =>
  `<div style="width:100%;padding:0 16mm;font:11px Arial,Helvetica,sans-serif;` +
  `color:#555;text-align:${align}">${words}</div>`;

const HEADER = inMargin('<span class="title"></span>', "left");
const FOOTER = inMargin(
  '<span class="pageNumber"></span> of <span class="totalPages"></span>',
  "right",
);

/** Puppeteer ends the whole program where a file cannot be run, so it is tried first. */
async function expectRuns(path: string): Promise<void> {
  // There, asking for the version opens a window.
  if (Deno.build.os === "windows") return;
  const output = { stdin: "null", stdout: "null", stderr: "null" } as const;
  try {
    const { success, code } = await new Deno.Command(path, {
      args: ["--version"],
      ...output,
    }).output();
    if (!success) throw new Error(`exit code ${code}`);
  } catch (cause) {
    throw new InputError(
      `Expected a Chromium that starts but found: ${messageOf(cause)}`,
      { path, cause },
    );
  }
}

async function launch(executablePath: string): Promise<Browser> {
  await expectRuns(executablePath);
  // Here, so that commands which print nothing do not load it.
  const { default: puppeteer } = await import("puppeteer-core");
  try {
    return await puppeteer.launch({
      executablePath,
      // No port is opened, and none need be allowed.
      pipe: true,
      // Chromium refuses to lock root into its sandbox; the pages run no script.
      args: Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--no-sandbox"] : [],
    });
  } catch (cause) {
    throw new InputError(
      `Expected a Chromium that starts but found: ${messageOf(cause)}`,
      { path: executablePath, cause },
    );
  }
}

async function printPage(browser: Browser, path: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.goto(pathToFileURL(path).href, { timeout: TIMEOUT_MILLISECONDS });
    // The address of a page beside it would be one on this machine, to every reader.
    await page.$$eval("a[href]", (links) => {
      for (const link of links) {
        if (!/^(https?:|#)/.test(link.getAttribute("href")!)) {
          link.removeAttribute("href");
        }
      }
    });
    return await page.pdf({
      format: "a4",
      margin: MARGINS,
      displayHeaderFooter: true,
      headerTemplate: HEADER,
      footerTemplate: FOOTER,
      printBackground: true,
      tagged: true,
      outline: true,
      timeout: TIMEOUT_MILLISECONDS,
    });
  } finally {
    await page.close();
  }
}

/**
 * Prints each page of a report to a PDF beside it, on A4, with its title and "2 of 7"
 * in the margins, bookmarks, and alternative texts for those who cannot see the figures.
 *
 * @param pages names in the folder, such as `01_data.html`
 * @returns the PDFs' names, in the same order
 * @throws {InputError} if there is no browser, or one page is not there
 */
export async function printPages(
  folder: string,
  pages: readonly string[],
  { browser: given, onProgress, signal }: PrintOptions = {},
): Promise<string[]> {
  if (pages.length === 0) return [];
  const paths = pages.map((name) => join(folder, name));
  for (const path of paths) {
    await Deno.stat(path).catch((cause) => {
      throw new InputError("Expected a page to print but found no file", { path, cause });
    });
  }
  const browser = await launch(given ?? await findChromium());
  const printed: string[] = [];
  try {
    for (const [index, name] of pages.entries()) {
      if (signal?.aborted) break;
      onProgress?.(index, pages.length, name);
      const pdf = name.replace(/(\.html)?$/, ".pdf");
      await writeBeside(join(folder, pdf), await printPage(browser, paths[index]!));
      printed.push(pdf);
    }
    onProgress?.(printed.length, pages.length);
  } finally {
    await browser.close();
  }
  return printed;
}
