/** What moves while a person looks. */
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import { parse } from "csv-parse/sync";
import type { Page } from "puppeteer-core";
import { encodePng } from "#karyon";
import { click, downloaded, drop, outcomeOf, textOf, until, wordsOf } from "./hands.ts";
import { cells, cellsFile, repeat } from "./own_files.ts";
import { MODELS, type Site } from "./site.ts";

const TALLY = ".tally strong";

const countOf = async (page: Page) => parseInt(await wordsOf(page, TALLY));

/** Does something that changes the count, and tells the new one. */
async function countAfter(page: Page, act: () => Promise<unknown>): Promise<number> {
  const before = await wordsOf(page, TALLY);
  await act();
  await until(page, `document.querySelector("${TALLY}").innerText !== "${before}"`);
  return await countOf(page);
}

/** Pulls a slider to one of its ends, by its key. */
async function pull(page: Page, label: string, key: "Home" | "End") {
  await page.focus(`.side input[type=range][aria-label="${label}"]`);
  await page.keyboard.press(key);
}

/** Threshold, smallest size and pixel size act at once, on the download too. */
export async function followsSettings({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await cellsFile());
    await outcomeOf(page, "cells.png");
    const before = await countOf(page);
    assertEquals(await countAfter(page, () => pull(page, "Smallest nucleus", "End")), 0);
    assertEquals(
      await countAfter(page, () => click(page, "Back to the model's own settings")),
      before,
    );
    const sure = await countAfter(page, () => pull(page, "Threshold", "End"));
    assertLess(sure, before);
    await page.type(".side input[placeholder='not known']", "0.5");
    await until(page, "document.querySelector('.table-panel').innerText.includes('µm²')");
    assertEquals(
      await page.evaluate("document.querySelectorAll('.side figure').length"),
      2,
    );
    await until(page, "document.querySelector('.downloads button[aria-disabled=false]')");
    await click(page, "CSV, one row a nucleus");
    const csv = new TextDecoder().decode(await downloaded(visit, "cells.nuclei.csv"));
    const rows = parse(csv, { columns: true }) as Record<string, string>[];
    assertEquals(rows.length, sure);
    for (const row of rows) {
      assertEquals(Number(row["area_um2"]), Number(row["area"]) / 4);
    }
  });
}

/** Where the middle of a nucleus is seen, with the whole image in the viewer. */
async function placeOf(page: Page, row: number): Promise<{ x: number; y: number }> {
  const [x, y] = await page.evaluate(`[...document.querySelectorAll(
    ".nucleus dl div")].filter((one) => /^Cent/.test(one.textContent))
    .map((one) => parseFloat(one.querySelector("dd").textContent))`) as [number, number];
  const box = (await (await page.$(".viewer"))!.boundingBox())!;
  const scale = Math.min(box.width / cells.width, box.height / cells.height);
  assert(x > 0 && y > 0, `row ${row}`);
  return {
    x: box.x + box.width / 2 + (x + 0.5 - cells.width / 2) * scale,
    y: box.y + box.height / 2 + (y + 0.5 - cells.height / 2) * scale,
  };
}

const chosen = (page: Page) => textOf(page, "tr.chosen th");

/** A row finds its nucleus, a nucleus its row. */
export async function linksTableAndImage({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await cellsFile());
    await outcomeOf(page, "cells.png");
    await page.locator("tbody tr:nth-child(3) td").click();
    assertEquals([await chosen(page), await wordsOf(page, "#nucleus-title")], [
      "3",
      "Nucleus 3",
    ]);
    const third = await placeOf(page, 3);
    // The viewer knows: the next one is the fourth.
    await page.focus(".viewer");
    await page.keyboard.press("n");
    await until(page, "document.querySelector('tr.chosen th').textContent === '4'");
    await page.keyboard.press("0");
    await page.mouse.click(third.x, third.y);
    await until(page, "document.querySelector('tr.chosen th').textContent === '3'");
    await page.focus("tr.chosen button");
    await page.keyboard.press("ArrowUp");
    // The focus goes along, a moment later.
    await until(
      page,
      "document.querySelector('tr.chosen button:focus')?.textContent === '2'",
    );
    await page.focus(".viewer");
    await page.keyboard.press("Escape");
    await until(page, "document.querySelector('tr.chosen') === null");
    assertEquals(await wordsOf(page, "#nucleus-title"), "");
  });
}

/** A large image is stopped before its end, and lets others through. */
export async function stops({ visit }: Site): Promise<void> {
  const large = { name: "large.png", bytes: await encodePng(repeat(cells, 8)) };
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, large);
    // Some tiles are done, in per cent.
    await until(
      page,
      "/Finding .*[1-9]/.test(document.querySelector('.status').innerText)",
    );
    await click(page, "Stop");
    assertEquals(await outcomeOf(page, "large.png"), "Stopped");
    await drop(visit, await cellsFile());
    assertGreater(parseInt(await outcomeOf(page, "cells.png")), 0);
    assertEquals(await outcomeOf(page, "large.png"), "Stopped");
    await click(page, "Remove all");
    await page.waitForSelector(".drop");
  });
}

/** Two models beside each other say what each says alone. */
export async function comparesModels({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await cellsFile());
    await outcomeOf(page, "cells.png");
    const first = await countOf(page);
    const [, choice] = await page.$$(".side select");
    await choice!.select(MODELS[1]);
    await until(
      page,
      "document.querySelectorAll('.compare-table th[scope=col]').length === 2",
    );
    const cellsOf = async (row: number) =>
      await page.evaluate(`[...document.querySelectorAll(
        ".compare-table tr")][${row}].innerText.split(/\\s*\\t\\s*/)`) as string[];
    assertEquals((await cellsOf(0)).slice(-2), [...MODELS]);
    const [what, one, other] = await cellsOf(1);
    assertEquals([what, one], ["Nuclei", String(first)]);
    assertEquals(
      await page.evaluate("document.querySelectorAll('.viewer canvas').length"),
      2,
    );
    await choice!.select("");
    const [main] = await page.$$(".side select");
    const alone = await countAfter(page, () => main!.select(MODELS[1]));
    assertEquals(String(alone), other);
    assertNotEquals(alone, first);
  });
}
