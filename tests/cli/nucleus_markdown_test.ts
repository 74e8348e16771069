import { assertEquals } from "@std/assert";
import {
  type NucleusKindRow,
  nucleusKindTable,
  nucleusTable,
  type NucleusTableRow,
} from "#karyon";
import {
  nucleiForReadme,
  NUCLEUS_MARKERS,
  nucleusKindScoreTable,
  nucleusScoreTable,
} from "../../src/cli/nucleus_markdown.ts";
import { replaceBetween } from "../../src/cli/replace_between.ts";

const ROW: NucleusTableRow = {
  name: "tiny",
  what: "model",
  test_images: "unseen",
  images: 9,
  average_precision: 0.43211,
  average_precision_low: 0.4,
  average_precision_high: 0.4567,
  components_average_precision: 0.35,
  splitting_gain: 0.08211,
  f1_50: 0.8,
  f1_70: 0.65,
  panoptic_quality: 0.55,
  relative_count_error: 0.163,
};

const BARE: NucleusTableRow = {
  ...ROW,
  name: "otsu",
  what: "classical",
  average_precision_low: null,
  average_precision_high: null,
  components_average_precision: null,
  splitting_gain: null,
  panoptic_quality: null,
  relative_count_error: null,
};

const cells = (line: string) => line.split("|").slice(1, -1).map((cell) => cell.trim());

Deno.test("the table of nuclei rounds, signs what splitting adds, and tells methods apart", () => {
  const costly = { ...ROW, splitting_gain: -0.0126 };
  const [, , tiny, otsu, other] = nucleusScoreTable([ROW, BARE, costly]).split("\n");
  assertEquals(cells(tiny!), [
    ...["`tiny`", "unseen", "0.432 [0.400, 0.457]", "0.350", "+0.082"],
    ...["0.800", "0.650", "0.550", "16 %"],
  ]);
  assertEquals(cells(otsu!), [
    ...["`otsu` (classical)", "unseen", "0.432", "–", "–"],
    ...["0.800", "0.650", "–", "–"],
  ]);
  assertEquals(cells(other!)[4], "−0.013");
});

Deno.test("the table of nuclei by kind has a column a kind, the most frequent first", () => {
  const row = (name: string, kind: string, images: number): NucleusKindRow => ({
    ...{ name, what: "model", kind, images, average_precision: 0.5 },
    ...(images > 1 ? { low: 0.4, high: 0.6 } : { low: null, high: null }),
  });
  const rows = [row("a", "pink", 1), row("a", "white", 9), row("b", "white", 9)];
  const [head, , a, b] = nucleusKindScoreTable(rows).split("\n");
  assertEquals(cells(head!), ["model or method", "white (n = 9)", "pink (n = 1)"]);
  assertEquals(cells(a!), ["`a`", "0.500 [0.400, 0.600]", "0.500"]);
  assertEquals(cells(b!), ["`b`", "0.500 [0.400, 0.600]", "–"]);
});

Deno.test("the README's tables of nuclei are what the cards and data/scores say", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const text = nucleiForReadme(await nucleusTable(), await nucleusKindTable());
  // Without line breaks, which are the formatter's.
  const words = (page: string) => page.split(/\s+/).join(" ");
  // Where this fails: deno task karyon models --update-readme
  assertEquals(
    words(readme),
    words(replaceBetween(readme, text, "README.md", NUCLEUS_MARKERS)),
  );
});
