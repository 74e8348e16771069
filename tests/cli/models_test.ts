import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  InputError,
  type ModelKindRow,
  modelKindTable,
  type ModelRow,
  modelTable,
  nucleusKindTable,
  nucleusTable,
} from "#karyon";
import {
  fullModelTable,
  kindTable,
  MODEL_MARKERS,
  modelsForReadme,
  shortModelTable,
} from "../../src/cli/model_markdown.ts";
import { replaceBetween } from "../../src/cli/replace_between.ts";
import { karyonJson } from "../support/command.ts";

const ROW: ModelRow = {
  model: "tiny",
  architecture: "unet",
  recipe: "held-out",
  parameters: 1234567,
  megabytes: 0.48330,
  ms_per_image: 20.84,
  timed_on: "oneDNN, 2 threads",
  epochs: 35,
  best_epoch: 24,
  training_minutes: 98.9,
  test_images: "unseen",
  case_study_mean_iou: 0.88349,
  case_study_foreground_iou: 0.79,
  held_out_foreground_iou: 0.7796,
  held_out_low: 0.74,
  held_out_high: 0.8123,
  held_out_dice: 0.86,
  held_out_mean_iou: 0.88,
  held_out_average_precision: 0.5,
  held_out_average_precision_low: 0.45,
  held_out_average_precision_high: 0.55,
  held_out_f1_50: 0.8,
  held_out_f1_70: 0.7,
  held_out_panoptic_quality: null,
  lowest_kind: "purple on white",
  lowest_kind_iou: 0.61,
  lowest_kind_images: 3,
};

const BARE: ModelRow = {
  ...ROW,
  model: "bare",
  ms_per_image: null,
  timed_on: null,
  case_study_mean_iou: null,
  held_out_foreground_iou: null,
  held_out_low: null,
  held_out_high: null,
  lowest_kind: null,
  lowest_kind_iou: null,
  lowest_kind_images: null,
};

const cells = (line: string) => line.split("|").slice(1, -1).map((cell) => cell.trim());

Deno.test("the table of models rounds for reading, and a missing number is a dash", () => {
  const [, , tiny, bare] = shortModelTable([ROW, BARE]).split("\n");
  assertEquals(cells(tiny!), [
    ...["`tiny`", "0.48", "21", "0.883", "0.780 [0.740, 0.812]"],
    "purple on white 0.610 (n = 3)",
  ]);
  assertEquals(cells(bare!), ["`bare`", "0.48", "–", "–", "–", "–"]);
});

Deno.test("the full table holds every column, and says what computed the times", () => {
  const text = fullModelTable([ROW, BARE]);
  const [head, , tiny] = text.split("\n");
  assertEquals(cells(head!).length, 15);
  const shown = cells(tiny!);
  for (const cell of ["1,234,567", "35 (24)", "99", "unseen", "0.860"]) {
    assertEquals(shown.includes(cell), true, cell);
  }
  assertEquals(text.split("\n").at(-1), "Times: oneDNN, 2 threads.");
  const two = fullModelTable([ROW, { ...BARE, timed_on: "wasm" }]);
  assertStringIncludes(two, "Times: oneDNN, 2 threads (tiny); wasm (bare).");
});

Deno.test("the table of kinds has a column a kind, the most frequent first", () => {
  const row = (model: string, kind: string, images: number): ModelKindRow => ({
    ...{ model, kind, images, foreground_iou: 0.5, dice: 0.6, mean_iou: 0.7 },
    ...(images > 1 ? { low: 0.4, high: 0.6 } : { low: null, high: null }),
  });
  const rows = [row("a", "white", 9), row("a", "pink", 1), row("b", "white", 9)];
  const [head, , a, b] = kindTable(rows).split("\n");
  assertEquals(cells(head!), ["model", "white (n = 9)", "pink (n = 1)"]);
  assertEquals(cells(a!), ["`a`", "0.500 [0.400, 0.600]", "0.500"]);
  assertEquals(cells(b!), ["`b`", "0.500 [0.400, 0.600]", "–"]);
});

Deno.test("only what stands between the markers is replaced", () => {
  const [start, end] = MODEL_MARKERS;
  const page = `# Title\n\n${start}\n\nold\n\n${end}\n\nOwn words.\n`;
  assertEquals(
    replaceBetween(page, "new", "README.md", MODEL_MARKERS),
    `# Title\n\n${start}\n\nnew\n\n${end}\n\nOwn words.\n`,
  );
  const replace = () => replaceBetween("no markers", "new", "README.md", MODEL_MARKERS);
  assertThrows(replace, InputError, "README.md: Expected <!-- models:start -->");
});

Deno.test("the README's tables of models are what the cards say", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const text = modelsForReadme(await modelTable(), await modelKindTable());
  // Without line breaks, which are the formatter's.
  const words = (page: string) => page.split(/\s+/).join(" ");
  // Where this fails: deno task karyon models --update-readme
  assertEquals(
    words(readme),
    words(replaceBetween(readme, text, "README.md", MODEL_MARKERS)),
  );
});

Deno.test("karyon models --json prints the rows of all models", async () => {
  const { models, kinds, nuclei, nuclei_kinds } = await karyonJson("models");
  assertEquals(models, JSON.parse(JSON.stringify(await modelTable())));
  assertEquals(kinds, JSON.parse(JSON.stringify(await modelKindTable())));
  assertEquals(nuclei, JSON.parse(JSON.stringify(await nucleusTable())));
  assertEquals(nuclei_kinds, JSON.parse(JSON.stringify(await nucleusKindTable())));
});
