/** What the charts of exploration say of tables that they cannot draw. */
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { type Chart, InputError } from "../../src/base/mod.ts";
import {
  categorySharesChart,
  clusterPointsChart,
  clusterScoresChart,
  comparedStatisticsChart,
  contingencyChart,
  contrastChart,
  driftChart,
  driftOverviewChart,
  intensityChart,
  kindGalleryChart,
  noveltyChart,
  nucleiPerImageChart,
  nucleusAreaChart,
  sizeShapeChart,
  touchingChart,
  valueRangeChart,
} from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";
import {
  imageRows,
  intensityRows,
  nucleusRows,
  sizeRows,
  VALUE_RANGES,
} from "./explored.ts";
import { COMPARED, driftFacts, driftRows } from "./explored_drift.ts";
import {
  categoryRows,
  CLUSTER_SCORES,
  clusterPoints,
  contingencyRows,
  noveltyRows,
} from "./explored_kinds.ts";

interface Case {
  readonly draw: (rows: never[]) => unknown;
  /** Rows that can be drawn. */
  readonly rows: readonly object[];
  /** A column of numbers. */
  readonly column: string;
}

const SETS = { first: { name: "a", n: 1 }, second: { name: "b", n: 1 } };
const cases: Record<string, Case> = {
  categorySharesChart: { draw: categorySharesChart, rows: categoryRows, column: "share" },
  clusterPointsChart: {
    draw: (rows) => clusterPointsChart(rows, { x: "gray", y: "saturation" }),
    rows: clusterPoints,
    column: "saturation",
  },
  clusterScoresChart: {
    draw: (rows) => clusterScoresChart(rows, { n: 1, split: "train" }),
    rows: CLUSTER_SCORES,
    column: "silhouette",
  },
  comparedStatisticsChart: {
    draw: (rows) => comparedStatisticsChart(rows, SETS),
    rows: COMPARED,
    column: "ratio",
  },
  contingencyChart: { draw: contingencyChart, rows: contingencyRows, column: "images" },
  contrastChart: { draw: contrastChart, rows: imageRows, column: "difference" },
  driftChart: {
    draw: (rows) => driftChart(driftFacts, rows),
    rows: driftRows(0, 2),
    column: "d",
  },
  driftOverviewChart: { draw: driftOverviewChart, rows: driftRows(0, 2), column: "p" },
  intensityChart: {
    draw: (rows) => intensityChart(rows, { images: { train: 1, test: 1 } }),
    rows: intensityRows,
    column: "share",
  },
  noveltyChart: {
    draw: (rows) => noveltyChart(rows, { reference: "train" }),
    rows: noveltyRows,
    column: "distance",
  },
  nucleiPerImageChart: { draw: nucleiPerImageChart, rows: imageRows, column: "nuclei" },
  nucleusAreaChart: { draw: nucleusAreaChart, rows: nucleusRows, column: "area" },
  sizeShapeChart: { draw: sizeShapeChart, rows: sizeRows, column: "width" },
  touchingChart: { draw: touchingChart, rows: imageRows, column: "touching" },
  valueRangeChart: { draw: valueRangeChart, rows: VALUE_RANGES, column: "high" },
};

for (const [name, { draw, rows, column }] of Object.entries(cases)) {
  const refuses = (table: readonly object[]) =>
    assertThrows(() => draw(table as never[]), InputError, name).message;

  Deno.test(`${name}() says of an empty table which columns it expects`, () => {
    assertStringIncludes(refuses([]), `"${column}"`);
  });

  Deno.test(`${name}() names the column and row of a value that is no number`, () => {
    const bad = rows.map((row, i) => i === 1 ? { ...row, [column]: NaN } : row);
    assertStringIncludes(
      refuses(bad),
      `"${column}" with a finite number in each row, but found NaN in row 1`,
    );
    const text = rows.map((row) => ({ ...row, [column]: "many" }));
    assertStringIncludes(refuses(text), `but found "many" in row 0`);
  });

  Deno.test(`${name}() draws a table of one row`, () => {
    const [row] = name === "clusterScoresChart" ? [CLUSTER_SCORES[3]!] : rows;
    const chart = draw([row] as never[]) as Chart;
    assertEquals(
      /NaN|undefined|Infinity/.test(chart.svg + chart.caption + chart.alt),
      false,
    );
    assertStringIncludes(chart.caption, "n = ");
  });

  Deno.test(`${name}() names a column that is missing`, () => {
    assertStringIncludes(refuses([{ unrelated: 1 }]), "but found undefined in row 0");
  });
}

Deno.test("charts on a logarithmic axis refuse sizes that it cannot show", () => {
  assertThrows(
    () => nucleusAreaChart([{ split: "a", area: 0 }]),
    InputError,
    'nucleusAreaChart: Expected "area" above 0 but found 0 in row 0',
  );
  assertThrows(
    () => sizeShapeChart([{ split: "a", width: 10, height: -3, images: 1 }]),
    InputError,
    'sizeShapeChart: Expected "height" above 0 but found -3 in row 0',
  );
});

Deno.test("clusterScoresChart() wants one k chosen", () => {
  const scope = { n: 1, split: "train" };
  const none = CLUSTER_SCORES.map((row) => ({ ...row, chosen: false }));
  assertThrows(() => clusterScoresChart(none, scope), InputError, "found none");
  const all = CLUSTER_SCORES.map((row) => ({ ...row, chosen: true }));
  assertThrows(() => clusterScoresChart(all, scope), InputError, "found 9");
  const words = CLUSTER_SCORES.map((row) => ({ ...row, chosen: "yes" }));
  assertThrows(
    () => clusterScoresChart(words as never[], scope),
    InputError,
    '"chosen" with true or false in each row',
  );
});

Deno.test("categorySharesChart() refuses shares of several facts", () => {
  const rows = [...categoryRows, { ...categoryRows[0]!, fact: "kind" }];
  assertThrows(
    () => categorySharesChart(rows),
    InputError,
    'one "fact" but found "look", "kind"',
  );
});

Deno.test("intensityChart() names a split whose number of images is not given", () => {
  assertThrows(
    () => intensityChart(intensityRows, { images: { train: 670 } }),
    InputError,
    'images of "test" in images but found {"train":670}',
  );
});

Deno.test("driftChart() names a fact that no image of a set has", () => {
  assertThrows(
    () => driftChart([{ split: "train", gray: 0.5 }], driftRows(0, 2)),
    InputError,
    '"gray" with a finite number in an image of "test" but found none',
  );
  assertThrows(() => driftChart([], driftRows(0, 2)), InputError, '"split"');
});

Deno.test("kindGalleryChart() refuses no kinds, a kind without items, a wrong mask", async () => {
  const options = { split: "train" };
  const item = { title: "odd", image: createImage(2, 2, 1), labels: new Int32Array(5) };
  const refused = [
    { groups: [], message: '"kind", "images" but found no row' },
    { groups: [{ kind: "a", images: 1, items: [] }], message: 'items of "a"' },
    {
      groups: [{ kind: "a", images: 1, items: [item] }],
      message: 'labels of "odd" to hold 4 pixels but found 5',
    },
  ];
  for (const { groups, message } of refused) {
    await assertRejects(() => kindGalleryChart(groups, options), InputError, message);
  }
});
