/** Files that no nuclei come from: told in words, and the next image works. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { drop, look, outcomeOf, statusesOf, textOf, wordsOf } from "./hands.ts";
import {
  blackFile,
  cellsFile,
  cutFile,
  deepTiffFile,
  emptyFile,
  hugeFile,
  notesFile,
  type OwnFile,
  paperFile,
  tissueFile,
} from "./own_files.ts";
import type { Site } from "./site.ts";

/** A name that would be markup, if anything took it for that. */
const SLY = "<img src=x onerror=alert(1)>.png";

/** What the list says of a file, what the page does, and what it found. */
type Case = readonly [file: OwnFile, short: string, title: string, exact: string];

/** Every bad file in one list, the words of each, and good ones between and after. */
export async function tellsBadFiles({ visit }: Site): Promise<void> {
  const good = await cellsFile();
  const cases: readonly Case[] = [
    [notesFile, "Not an image", "not an image that can be read", "but found text"],
    [paperFile, "Not an image", "not an image that can be read", "a PDF document"],
    [
      emptyFile,
      "Not an image",
      "not an image that can be read",
      "an empty file (0 bytes)",
    ],
    [hugeFile, "Too large", "too large", "20000 x 1"],
    [cutFile(good), "Damaged", "damaged", "its end is missing"],
    [cutFile(await deepTiffFile()), "Damaged", "damaged", "cut deep.tif"],
    [{ ...notesFile, name: SLY }, "Not an image", "not an image", SLY],
  ];
  await visit(async (visit) => {
    const { page } = visit;
    const files = cases.map(([file]) => file);
    await drop(visit, ...files.slice(0, 3), good, ...files.slice(3));
    assertMatch(await outcomeOf(page, good.name), /^\d+ nuclei$/);
    for (const [{ name }, short, title, exact] of cases) {
      assertEquals(await outcomeOf(page, name), short, name);
      await look(page, name);
      const said = await textOf(page, ".bad-note");
      for (const words of [title, name, exact]) assertStringIncludes(said, words);
      // What to do next, in a sentence at least.
      assertMatch(said, /(saved|Save|Cut|Copy)[^.]+\./);
    }
    assertEquals(await page.evaluate("document.querySelectorAll('img').length"), 0);
    const tissue = await tissueFile();
    await drop(visit, tissue);
    assertMatch(await outcomeOf(page, tissue.name), /^\d+ nuclei$/);
    assertEquals(Object.keys(await statusesOf(page)).length, cases.length + 2);
  });
}

/** An image without nuclei, one of 16 bits, and a good one of a sly name. */
export async function tellsOddImages({ visit }: Site): Promise<void> {
  await visit(async (visit) => {
    const { page } = visit;
    await drop(visit, await blackFile());
    assertEquals(await outcomeOf(page, "black.png"), "0 nuclei");
    const said = await wordsOf(page, ".stage");
    assertStringIncludes(said, "No nuclei were found");
    assertStringIncludes(said, "Lower the threshold");
    await drop(visit, await deepTiffFile());
    assert(parseInt(await outcomeOf(page, "deep.tif")) > 10);
    assertStringIncludes(await wordsOf(page, ".stage-name"), "gray, 16 bit");
    await drop(visit, await cellsFile(SLY));
    assert(parseInt(await outcomeOf(page, SLY)) > 10);
    assertEquals(await wordsOf(page, "#stage-title"), SLY);
    assertEquals(await page.evaluate("document.querySelectorAll('img').length"), 0);
  });
}
