import { assertEquals, assertRejects } from "@std/assert";
import {
  type FormatRow,
  InputError,
  readFormatScores,
  recordFormatScores,
} from "#karyon";
import { withFolder } from "../support/temporary.ts";

const row = (model: string, mean_iou: number): FormatRow => ({
  model,
  format: "uint8",
  stored: "uint8",
  computed: "float32",
  engine: "wasm",
  megabytes: 1,
  images: 2,
  mean_iou,
  average_precision: 0.5,
  changed: 0,
  ms_per_image: 10,
  time_ratio: 1,
});

const about = { data: "drawn", checksum: "abc", split: "test" };

Deno.test("recordFormatScores() keeps other models' rows of the same images alone", () =>
  withFolder(async (folder) => {
    const path = `${folder}/formats.json`;
    assertEquals(await readFormatScores(path), undefined);
    const scoresOf = async (checksum: string, rows: FormatRow[]) => {
      await recordFormatScores({ ...about, checksum, rows }, path);
      const scores = await readFormatScores(path);
      return scores!.rows.map(({ model, mean_iou }) => [model, mean_iou]);
    };
    assertEquals(await scoresOf("abc", [row("b", 0.1)]), [["b", 0.1]]);
    assertEquals(await scoresOf("abc", [row("a", 0.2)]), [["a", 0.2], ["b", 0.1]]);
    assertEquals(await scoresOf("abc", [row("b", 0.3)]), [["a", 0.2], ["b", 0.3]]);
    assertEquals(await scoresOf("def", [row("c", 0.4)]), [["c", 0.4]]);
  }));

Deno.test("readFormatScores() names what is wrong in the file", () =>
  withFolder(async (folder) => {
    const path = `${folder}/formats.json`;
    await Deno.writeTextFile(path, "{");
    await assertRejects(() => readFormatScores(path), InputError, "formats.json");
    const wrong = { ...about, rows: [{ ...row("a", 0.1), format: "uint4" }] };
    await Deno.writeTextFile(path, JSON.stringify(wrong));
    await assertRejects(() => readFormatScores(path), InputError, "rows.0.format");
  }));
