import { assert, assertEquals } from "@std/assert";
import { createImage, nucleusColumns } from "#karyon";
import {
  mainColumns,
  preferScaled,
  wordColumn,
  writeCell,
} from "../../../../src/app/page/plain/column_words.ts";

const gray = nucleusColumns(createImage(1, 1, 1));
const scaled = nucleusColumns(createImage(1, 1, 3), { pixelSize: 0.5 });

Deno.test("a column has a title and its unit", () => {
  assertEquals(wordColumn("label"), { title: "No.", unit: "" });
  assertEquals(wordColumn("area"), { title: "Area", unit: "px²" });
  assertEquals(wordColumn("area_um2"), { title: "Area", unit: "µm²" });
  assertEquals(wordColumn("equivalent_diameter_um"), { title: "Diameter", unit: "µm" });
  assertEquals(wordColumn("mean_red"), { title: "Mean red", unit: "" });
});

Deno.test("no two columns of a table look the same", () => {
  const words = scaled.map((column) => JSON.stringify(wordColumn(column)));
  assertEquals(new Set(words).size, scaled.length);
});

Deno.test("micrometres come first where they are known, pixels else", () => {
  assertEquals(mainColumns(gray).slice(0, 3), ["label", "area", "equivalent_diameter"]);
  const main = mainColumns(scaled);
  assertEquals(main.slice(0, 3), ["label", "area_um2", "equivalent_diameter_um"]);
  assert(!main.includes("area"));
  assert(main.every((column) => (scaled as string[]).includes(column)));
});

Deno.test("a length is told once, in micrometres where they are known", () => {
  assertEquals(preferScaled(gray), gray as string[]);
  const told = preferScaled(scaled);
  assertEquals(told.length, gray.length + 4 * 3);
  assertEquals(told.slice(0, 3), ["label", "area_um2", "equivalent_diameter_um"]);
  assert(told.includes("perimeter_um") && !told.includes("perimeter"));
});

Deno.test("a cell is written for a person, whatever it holds", () => {
  assertEquals(
    [true, false, 1234.56, NaN, null, undefined, "<b>"].map(writeCell),
    ["yes", "no", "1,235", "–", "–", "–", "<b>"],
  );
});
