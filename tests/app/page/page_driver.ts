import type { Browser, Page } from "puppeteer-core";
import { findBrowser } from "../../lab/jupyterlab.ts";

/** Chromium, where there is one. */
export const executablePath = findBrowser();

/** A page in a browser of its own, and what went wrong or out in it. */
export interface Driven {
  readonly page: Page;
  readonly faults: string[];
  readonly requests: string[];
}

/** Opens a page whose downloads land in a folder. */
export async function withPage(
  address: string,
  downloads: string,
  use: (driven: Driven) => Promise<void>,
): Promise<void> {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser: Browser = await puppeteer.launch({
    executablePath: executablePath!,
    args: ["--no-sandbox", "--disable-gpu"],
    defaultViewport: { width: 1280, height: 800 },
  });
  try {
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: downloads,
    });
    const faults: string[] = [], requests: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(address);
    await page.waitForSelector(".drop");
    await use({ page, faults, requests });
  } finally {
    await browser.close();
  }
}

/** Drops files on the page, as a hand would. */
export async function drop(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const given = files.map(({ name, bytes }) => [name, bytes.toBase64()]);
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    for (const [name, text] of ${JSON.stringify(given)}) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    document.querySelector("main").dispatchEvent(
      new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }),
    );
  }`);
}

/** Waits until something is true in the page. */
export async function until(page: Page, expression: string): Promise<void> {
  await page.waitForFunction(expression, { timeout: 60_000, polling: 50 });
}

/** What a part of the page says; empty where it is not there. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const found = JSON.stringify(selector);
  return String(
    await page.evaluate(`document.querySelector(${found})?.textContent ?? ""`),
  );
}

/** The file of a name, once the browser has written it. */
export async function downloaded(folder: string, name: string): Promise<Uint8Array> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      return await Deno.readFile(`${folder}/${name}`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`Expected a download ${name} but found none`);
}
