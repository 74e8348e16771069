/** What a person gets is what `karyon predict` writes. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { unzipSync } from "fflate";
import { join } from "node:path";
import { compareResults, ENDINGS, predict } from "./compare_results.ts";
import { click, downloaded, drop, look, outcomeOf, paste, pick, until } from "./hands.ts";
import { cellsFile, deepTiffFile, tissueFile } from "./own_files.ts";
import { MODELS, type Site } from "./site.ts";

/** Dropped, picked and pasted images; the zip of each model, and every single file. */
export async function equalsPredict({ folder, visit }: Site): Promise<void> {
  const files = [await cellsFile(), await tissueFile(), await deepTiffFile()];
  const paths = await Promise.all(files.map(async ({ name, bytes }) => {
    await Deno.writeFile(join(folder, name), bytes);
    return join(folder, name);
  }));
  const stems = files.map(({ name }) => name.replace(/\.\w+$/, ""));
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, files[0]!);
    await outcomeOf(page, files[0]!.name);
    await pick(visit, ...files.slice(1));
    for (const [turn, model] of MODELS.entries()) {
      const out = join(folder, model);
      await predict(paths, out, model);
      if (turn > 0) await page.select(".side select", model);
      for (const { name } of files) await outcomeOf(page, name);
      await click(page, `All files of ${files.length} images`);
      const zip = unzipSync(await downloaded(visit, "karyon.zip"));
      await Deno.remove(join(visit.folder, "karyon.zip"));
      const names = stems.flatMap((stem) => ENDINGS.map((ending) => `${stem}.${ending}`));
      assertEquals(Object.keys(zip).sort(), [...names, "settings.json"].sort());
      const made = JSON.parse(new TextDecoder().decode(zip["settings.json"]!));
      assertEquals(
        made.images.map((row: Record<string, unknown>) => [row["image"], row["model"]]),
        files.map(({ name }) => [name, model]),
      );
      for (const stem of stems) {
        const { mask, labels, overlay, counts: [own, theirs], table, outlines } =
          await compareResults(stem, zip, out);
        if (Deno.env.get("B5")) {
          console.log(model, stem, mask, labels, overlay, own, theirs, table, outlines);
        }
        const what = `${stem} by ${model}`;
        assertLess(mask, 0.001, what);
        assertLess(labels, 0.001, what);
        assertLess(overlay, 0.001, what);
        assertEquals(own, theirs, what);
        assert(own > 0, what);
        assertLess(table, 0.01, what);
        assertLess(1 - outlines, 0.1, what);
      }
      if (turn > 0) continue;
      // One by one they are the same.
      await look(page, files[1]!.name);
      const words = ["Mask", "Labels", "Overlay", "Table", "Outlines"];
      for (const [i, ending] of ENDINGS.entries()) {
        await page.waitForSelector(".downloads button[aria-disabled=false]");
        await click(page, words[i]!);
        const name = `${stems[1]}.${ending}`;
        assertEquals(await downloaded(visit, name), zip[name], name);
      }
    }
  });
}

/** Images of the same name, and one that was pasted, each in the zip. */
export async function zipsAlikeNames({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const file = await cellsFile("a.png");
    await drop(visit, file);
    await outcomeOf(visit.page, file.name);
    await pick(visit, file);
    await paste(visit, await cellsFile("image.png"));
    await until(visit.page, "document.querySelectorAll('.status.count').length === 3");
    await click(visit.page, "All files of 3 images");
    const names = Object.keys(unzipSync(await downloaded(visit, "karyon.zip")));
    assertEquals(names.length, 16);
    for (const name of ["a.mask.png", "a (2).mask.png", "a (2).nuclei.csv"]) {
      assert(names.includes(name), name);
    }
    assertEquals(names.filter((name) => /^pasted-\d{6}\./.test(name)).length, 5);
  });
}
