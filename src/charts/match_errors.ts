import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { FATE_STYLES, FATES } from "./fates.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { groupHeadings, lineNames, namesWidth } from "./line_names.ts";
import { axis, linesAtX } from "./marks.ts";
import { INK } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows } from "./rows.ts";
import { listed } from "./words.ts";

/** What became of the nuclei of some images, by model: numbers of nuclei. */
export type MatchErrorRow = {
  readonly model: string;
  /** True nuclei. */
  readonly nuclei: number;
  readonly matched: number;
  readonly merged: number;
  readonly split: number;
  readonly misdrawn: number;
  readonly missed: number;
  /** Predicted nuclei that are none. */
  readonly invented: number;
};

const HEADINGS = {
  matched: "matched",
  merged: "merged with a neighbour",
  split: "split into parts",
  misdrawn: "found, but misdrawn",
  missed: "missed",
  invented: "invented, beside the true nuclei",
} as const;

interface Bar {
  readonly line: string;
  readonly fate: typeof FATES[number];
  readonly count: number;
  readonly percent: number;
}

/**
 * Bars: of a hundred true nuclei, how many each model matched, merged, split, misdrew
 * or missed, and how many it invented; the numbers of nuclei beside the bars.
 *
 * @param rows one a model, all for the same images
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { matchErrorsChart } from "#karyon";
 * const errors = { matched: 15, merged: 4, split: 0, misdrawn: 0, missed: 1, invented: 2 };
 * const chart = matchErrorsChart([{ model: "unet", nuclei: 20, ...errors }], {
 *   n: 3,
 *   split: "test",
 * });
 * if (!chart.alt.includes("unet: 15 matched, 4 merged")) throw new Error(chart.alt);
 * ```
 */
export function matchErrorsChart(
  rows: readonly MatchErrorRow[],
  { n, split, title = "What became of the nuclei" }: {
    /** Number of images. */
    readonly n: number;
    /** Name of the split. */
    readonly split: string;
    readonly title?: string;
  },
): Chart {
  const data = checkRows("matchErrorsChart", rows, {
    model: "string",
    nuclei: "number",
    ...Object.fromEntries(FATES.map((fate) => [fate, "number"] as const)),
  });
  const bars = FATES.flatMap((fate) =>
    rows.map((row): Bar => ({
      line: `${fate}\n${row.model}`,
      fate,
      count: row[fate],
      percent: 100 * row[fate] / Math.max(1, row.nuclei),
    }))
  );
  const lines = FATES.flatMap((fate) => [
    fate,
    ...rows.map(({ model }) => `${fate}\n${model}`),
  ]);
  const labels = namesWidth(rows.map(({ model }) => model));
  const most = Math.max(1, ...bars.map(({ percent }) => percent));
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 50 + lines.length * 20,
    marginLeft: labels,
    marginRight: 110,
    marginTop: 4,
    marginBottom: 42,
    x: { domain: [0, most], ...axis("% of the true nuclei"), ticks: 6 },
    y: { type: "band", domain: lines, axis: null, padding: 0.2 },
    marks: [
      linesAtX(6),
      lineNames(labels, (line) => line.split("\n")[1] ?? ""),
      Plot.barX(bars, {
        x: "percent",
        y: "line",
        fill: ({ fate }: Bar) => FATE_STYLES[fate].colour,
      }),
      groupHeadings(FATES, (fate) => HEADINGS[fate]),
      Plot.text(bars, {
        x: "percent",
        y: "line",
        text: ({ count, percent }: Bar) => `${count} (${percent.toFixed(1)} %)`,
        textAnchor: "start",
        dx: 5,
        fontSize: 12,
        stroke: "#ffffff",
        fill: INK,
      }),
      Plot.ruleX([0]),
    ],
  });
  const models = rows.map(({ model }) => model);
  return figure({
    title,
    panels: [panel],
    data,
    caption: `${title}, at an IoU of 0.5: numbers of nuclei, and in % of the ${
      listed([...new Set(rows.map(({ nuclei }) => String(nuclei)))])
    } true ones; ${listed(models)} on ${split} (n = ${n}).`,
    alt: `Bars. ${
      rows.map((row) =>
        `${row.model}: ${FATES.map((fate) => `${row[fate]} ${fate}`).join(", ")}`
      ).join("; ")
    }.`,
  });
}
