import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  createImage,
  InputError,
  measureNuclei,
  nucleusMeasurementsChart,
  nucleusScatterChart,
} from "#karyon";
import { measuredRows } from "./measured_examples.ts";

const SCOPE = { split: "made-up" };

Deno.test("The charts of nuclei draw what measureNuclei() gives", () => {
  const labels = Int32Array.of(1, 1, 0, 2, 0, 3, 3, 3);
  const image = createImage(4, 2, 3);
  image.data.fill(102);
  const rows = measureNuclei(labels, image, { pixelSize: 2 });
  const { alt, caption } = nucleusMeasurementsChart(rows, {
    ...SCOPE,
    images: 1,
    columns: ["area_um2", "mean_red"],
  });
  assertEquals(alt, "Histograms. area, µm²: median 8; mean red: median 0.4.");
  assertStringIncludes(caption, "made-up (n = 3 nuclei of 1 image)");
  const marked = rows.map((row) => ({ ...row, kind: "gray" }));
  const scatter = nucleusScatterChart(marked, SCOPE);
  assertStringIncludes(scatter.alt, "gray (n = 3)");
});

Deno.test("nucleusScatterChart() thins out many nuclei and says so", () => {
  const rows = [
    ...Array.from({ length: 3100 }, () => measuredRows[0]!),
    { ...measuredRows[0]!, kind: "rare" },
  ];
  const { svg, caption } = nucleusScatterChart(rows, SCOPE);
  assertStringIncludes(caption, "n = 3101 nuclei); one dot for each 3 nuclei of a kind");
  assertStringIncludes(svg, "rare (n = 1)");
});

Deno.test("The charts of nuclei name the column that they cannot draw", () => {
  const row = measuredRows[0]!;
  for (const chart of [nucleusMeasurementsChart, nucleusScatterChart]) {
    const name = chart.name;
    const draw = (rows: typeof measuredRows) => () => chart(rows, SCOPE);
    assertThrows(draw([]), InputError, `${name}: Expected a table`);
    assertThrows(
      draw([{ ...row, area: 0 }]),
      InputError,
      `${name}: Expected "area" above`,
    );
    assertThrows(
      draw([{ ...row, mean_intensity: NaN }]),
      InputError,
      "found NaN in row 0",
    );
  }
  assertThrows(
    () => nucleusMeasurementsChart([row], { ...SCOPE, columns: [] }),
    InputError,
    "Expected columns but found none",
  );
});
