import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Row } from "../../src/base/mod.ts";
import {
  costBarsChart,
  histogramChart,
  nucleusScatterChart,
  thresholdHistogramChart,
} from "../../src/charts/mod.ts";
import { examples } from "./examples.ts";

/** Charts of pictures alone, by the beginning of their examples' names. */
const PICTURES =
  /^(attention|augmentation|border_weights|gallery|kind_gallery|match_outlines|model_gallery|nucleus_maps|splitting_steps)/;

/** The shares of some rows together. */
const sum = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum + (row[column] as number), 0);

for (const [name, make] of Object.entries(examples)) {
  const isPicture = PICTURES.test(name);
  const claim = isPicture ? "shows pictures: it has no table" : "has a table";
  Deno.test(`the chart ${name} ${claim}`, async () => {
    const { data } = await make();
    assertEquals(data === undefined, isPicture);
    for (const row of data ?? []) {
      const values = Object.values(row);
      assert(values.some((value) => typeof value === "number"));
      assert(
        values.every((value) =>
          typeof value === "number"
            ? Number.isFinite(value)
            : value === null || ["string", "boolean"].includes(typeof value)
        ),
      );
    }
  });
}

Deno.test("a histogram's table has its bins, which hold all of each split's values", () => {
  const { data } = histogramChart(
    [1, 2, 3, 8].map((value) => ({ split: "train", value })),
    { title: "T", label: "nuclei", what: "Nuclei", domain: [0, 10], bins: 2 },
  );
  assertEquals(data, [
    { split: "train", "nuclei: from": 0, "nuclei: to": 5, "% of the images": 75 },
    { split: "train", "nuclei: from": 5, "nuclei: to": 10, "% of the images": 25 },
  ]);
});

Deno.test("a histogram of pixels says its threshold beside shares that make 100 %", () => {
  const { data = [] } = thresholdHistogramChart(
    [{ title: "a", values: [0.1, 0.2, 0.2, 0.9], threshold: 0.5 }],
    { label: "brightness", split: "test" },
  );
  assertAlmostEquals(sum(data, "% of the pixels"), 100, 1e-9);
  assert(data.every((row) => row["image"] === "a" && row["threshold"] === 0.5));
});

Deno.test("columns are named as the axis is, with its unit; those not drawn are left out", () => {
  const bars = costBarsChart([{ name: "int8", value: 0.4, marked: true }], {
    title: "Time",
    label: "time, ms",
    n: 1,
    split: "test",
    metric: "time",
    marked: "in 8 bit",
  });
  assertEquals(bars.data, [{ name: "int8", "time, ms": 0.4, "in 8 bit": true }]);
  const row = { kind: "gray", area: 120, mean_intensity: 0.5, solidity: 1 };
  assertEquals(nucleusScatterChart([row], { split: "test" }).data, [
    { kind: "gray", "area, pixels": 120, "mean intensity, 0..1": 0.5 },
  ]);
});

Deno.test("a table has the scatter plot's dots, not those that were left out", () => {
  const rows = Array.from({ length: 3001 }, (_, i) => ({
    kind: "gray",
    area: i + 1,
    mean_intensity: 0.5,
  }));
  const { data = [] } = nucleusScatterChart(rows, { split: "test" });
  assertEquals(data.map((row) => row["area, pixels"]).slice(0, 3), [1, 4, 7]);
});
