import { assertAlmostEquals, assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { createImage, measureNuclei, nucleusColumns } from "#karyon";

/** See make_regionprops.py. */
const read = (name: string) => Deno.readTextFileSync(new URL(name, import.meta.url));

const drawing = read("labels.txt").trimEnd().split("\n");
const [width, height] = [drawing[0]!.length, drawing.length];
const labels = Int32Array.from(
  drawing.join(""),
  (letter) => letter === "." ? 0 : parseInt(letter, 36),
);
const image = createImage(width, height, 3, 16);
for (let y = 0, at = 0; y < height; y++) {
  for (let x = 0; x < width; x++, at += 3) {
    image.data[at] = (x * 977 + y * y * 31) % 65536;
    image.data[at + 1] = (x * y * 13 + 5000) % 65536;
    image.data[at + 2] = (x + 3 * y) ** 2 % 65536;
  }
}
const expected: Record<string, string>[] = parse(read("regionprops.csv"), {
  columns: true,
});

Deno.test("measureNuclei() measures nuclei of all shapes as scikit-image does", () => {
  const rows = measureNuclei(labels, image);
  assertEquals(rows.length, expected.length);
  rows.forEach((row, index) => {
    for (const [column, value] of Object.entries(expected[index]!)) {
      const found = Number(row[column as keyof typeof row]);
      assertAlmostEquals(found, Number(value), 1e-6, `${column} of nucleus ${row.label}`);
    }
  });
});

Deno.test("nucleusColumns() names what scikit-image was asked for, and no more", () => {
  const names = nucleusColumns(image);
  assertEquals(names.toSorted(), Object.keys(expected[0]!).toSorted());
});
