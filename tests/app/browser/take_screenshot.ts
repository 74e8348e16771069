/** Takes the README's picture of the page: an example, with one nucleus measured. */
import sharp from "sharp";
import { InputError, writeBeside } from "../../../src/base/mod.ts";
import { click, until } from "./hands.ts";
import { withSite } from "./site.ts";
import { executablePath } from "./visits.ts";

const PICTURE = new URL("../../../src/app/page/screenshot.png", import.meta.url).pathname;

if (import.meta.main) {
  if (!executablePath) {
    throw new InputError("Expected a Chromium but found none: CHROME_PATH may name one");
  }
  await withSite(({ visit }) =>
    visit(async ({ page }) => {
      await page.setViewport({ width: 1280, height: 800, deviceScaleFactor: 1 });
      await click(page, "Stained tissue");
      await until(page, `document.querySelectorAll("tbody tr").length > 5`);
      await page.locator("tbody tr:nth-child(2) button, tbody tr:nth-child(2)").click();
      await page.evaluate("scrollTo(0, 0)");
      // The picked nucleus glides into view, and its outline is drawn.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const png = await page.screenshot();
      const small = await sharp(png).png({ palette: true, quality: 95 }).toBuffer();
      await writeBeside(PICTURE, new Uint8Array(small));
      console.log(`${PICTURE}: ${small.length} bytes`);
    })
  );
}
