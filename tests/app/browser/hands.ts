/** What a person does on the page, and sees there. */
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import type { OwnFile } from "./own_files.ts";
import type { Visit } from "./visits.ts";

/** Files on a disk, since only those can be dropped or picked. */
async function keep(folder: string, files: readonly OwnFile[]): Promise<string[]> {
  const own = await Deno.makeTempDir({ dir: folder, prefix: "own-" });
  return await Promise.all(files.map(async ({ name, bytes }) => {
    await Deno.writeFile(join(own, name), bytes);
    return join(own, name);
  }));
}

/** Drags files over the page and lets them fall, by the browser's own events. */
export async function drop(
  { page, folder }: Visit,
  ...files: readonly OwnFile[]
): Promise<void> {
  const data = { items: [], files: await keep(folder, files), dragOperationsMask: 1 };
  const session = await page.createCDPSession();
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data });
  }
  await session.detach();
}

/** Chooses files in the system's dialog. */
export async function pick(
  { page, folder }: Visit,
  ...files: readonly OwnFile[]
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForFileChooser(),
    page.locator("::-p-xpath(//button[.='Choose images' or .='Add images'])").click(),
  ]);
  await chooser.accept(await keep(folder, files));
}

/** Waits until something is true in the page. */
export async function until(
  page: Page,
  expression: string,
  seconds = 60,
): Promise<void> {
  try {
    await page.waitForFunction(expression, { timeout: seconds * 1000, polling: 30 });
  } catch (cause) {
    const seen = await wordsOf(page, "main");
    throw new Error(`Waited in vain for ${expression}; the page says: ${seen}`, {
      cause,
    });
  }
}

/** What a part of the page says; empty where it is not there. */
export async function wordsOf(page: Page, selector: string): Promise<string> {
  const found = `document.querySelector(${JSON.stringify(selector)})`;
  return String(await page.evaluate(`${found}?.innerText ?? ""`)).trim();
}

/** All that a part of the page holds, also what is folded up. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const found = `document.querySelector(${JSON.stringify(selector)})`;
  return String(await page.evaluate(`${found}?.textContent ?? ""`));
}

/** What became of each image of the list, by its name. */
export async function statusesOf(page: Page): Promise<Record<string, string>> {
  return await page.evaluate(`Object.fromEntries(
    [...document.querySelectorAll(".item")].map((item) => [
      item.querySelector(".name").textContent,
      item.querySelector(".status").textContent,
    ]))`) as Record<string, string>;
}

/** Waits until an image of the list has come to its end, and tells to which. */
export async function outcomeOf(
  page: Page,
  name: string,
  seconds = 60,
): Promise<string> {
  const status = `[...document.querySelectorAll(".item")].find((item) =>
    item.querySelector(".name").textContent === ${JSON.stringify(name)}
  )?.querySelector(".status").textContent`;
  await until(
    page,
    `!/^(Waiting|Reading|Finding|undefined)/.test(String(${status}))`,
    seconds,
  );
  return String(await page.evaluate(status));
}

/** Clicks the button of these words. */
export async function click(page: Page, words: string): Promise<void> {
  await page.locator(
    `::-p-xpath(//button[contains(normalize-space(.), ${JSON.stringify(words)})])`,
  ).click();
}

/** Looks at another image of the list. */
export async function look(page: Page, name: string): Promise<void> {
  await page.locator(
    `::-p-xpath(//li[.//span[@title=${JSON.stringify(name)}]]/button[1])`,
  )
    .click();
}

/** A download, once the browser has written all of it. */
export async function downloaded({ folder }: Visit, name: string): Promise<Uint8Array> {
  for (let tries = 0; tries < 600; tries++) {
    try {
      return await Deno.readFile(join(folder, name));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const there = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  throw new Error(`Expected a download ${name} but found ${there.join() || "none"}`);
}

/** Pastes a picture, as a clipboard gives it. */
export async function paste(
  { page }: Visit,
  { name, bytes }: OwnFile,
): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    const bytes = Uint8Array.from(atob("${bytes.toBase64()}"), (it) => it.charCodeAt(0));
    clipboardData.items.add(new File([bytes], "${name}", { type: "image/png" }));
    dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  }`);
}
