/** After the first visit no server is needed. */
import { assertEquals, assertMatch } from "@std/assert";
import { click, drop, outcomeOf, until } from "./hands.ts";
import { cellsFile, deepTiffFile } from "./own_files.ts";
import { serveFolder } from "./plain_server.ts";
import { MODELS, PATH, type Site } from "./site.ts";
import { visit } from "./visits.ts";

/** What the page says of itself at its top. */
const badges = "document.querySelector('.badges').innerText";

/** No network and no server: the page opens, reads every format and segments. */
export async function worksOffline({ browser, root }: Site): Promise<void> {
  const server = serveFolder(root, PATH);
  try {
    await visit(browser, server, async (visit) => {
      const { page } = visit;
      await until(page, `${badges}.includes("offline")`);
      await server.stop();
      await page.setOfflineMode(true);
      await page.reload();
      await page.waitForSelector(".drop");
      await until(page, `${badges}.includes("Offline: models used before still work")`);
      await click(page, "Stained tissue");
      assertMatch(await outcomeOf(page, "stained.jpg"), /^\d+ nuclei$/);
      // What reads TIFF was not needed before.
      await drop(visit, await deepTiffFile());
      assertMatch(await outcomeOf(page, "deep.tif"), /^\d+ nuclei$/);
      // A model that was never fetched is told, and the first one works on.
      await page.select(".side select", MODELS[1]);
      assertEquals(await outcomeOf(page, "deep.tif"), "No model");
      await page.select(".side select", MODELS[0]);
      await drop(visit, await cellsFile());
      assertMatch(await outcomeOf(page, "cells.png"), /^\d+ nuclei$/);
    }, /Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/);
  } finally {
    await server.stop();
  }
}
