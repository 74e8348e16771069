/** The page without a mouse, and on a small screen. */
import { assertEquals, assertGreater, assertMatch } from "@std/assert";
import type { KeyInput, Page } from "puppeteer-core";
import { downloaded, drop, outcomeOf, until } from "./hands.ts";
import { cellsFile } from "./own_files.ts";
import type { Site } from "./site.ts";

/** More controls no page needs before the one that is looked for. */
const MOST_KEYS = 60;

/** What the element with the focus says, or what a screen reader calls it. */
const focused = async (page: Page) =>
  String(
    await page.evaluate(
      "document.activeElement.innerText || document.activeElement.ariaLabel",
    ),
  );

/** Presses a key until the focus is on what says something. */
async function pressUntil(page: Page, key: KeyInput, words: RegExp): Promise<void> {
  for (let pressed = 0; pressed < MOST_KEYS; pressed++) {
    if (words.test(await focused(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(
    `Expected the focus on ${words} but found it on ${await focused(page)}`,
  );
}

/** From the page's start to a file, with Tab, Enter and letters. */
export async function worksByKeyboard({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await pressUntil(page, "Tab", /^Cultured cells/);
    await page.keyboard.press("Enter");
    assertMatch(await outcomeOf(page, "cultured.png"), /^\d+ nuclei$/);
    // The button is gone, and the focus is not lost.
    await until(page, "document.activeElement.innerText.includes('cultured.png')");
    await pressUntil(page, "Tab", /nuclei outlined|^Arrow keys move the image/);
    await page.keyboard.press("n");
    await until(page, "document.querySelector('tr.chosen th').textContent === '1'");
    await pressUntil(page, "Tab", /^Mask/);
    await page.keyboard.press("Enter");
    const mask = await downloaded(visit, "cultured.mask.png");
    assertEquals([...mask.subarray(1, 4)], [..."PNG"].map((it) => it.charCodeAt(0)));
  });
}

/** What a screen reader has to call by a name. */
const NAMED = [
  "application",
  "button",
  "checkbox",
  "combobox",
  "link",
  "slider",
  "spinbutton",
];

/** Every control has a name, and a telephone shows all without scrolling sideways. */
export async function suitsEveryone({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await cellsFile());
    await outcomeOf(page, "cells.png");
    const session = await page.createCDPSession();
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const controls = nodes.filter(({ ignored, role }) =>
      !ignored && NAMED.includes(role?.value)
    );
    assertGreater(controls.length, 30);
    assertEquals(controls.filter(({ name }) => !name?.value), []);
    await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
    await until(page, "innerWidth === 360");
    await until(page, "document.documentElement.scrollWidth === 360");
  });
}
