import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, heading, linesAtY } from "./marks.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import type { Scope } from "./words.ts";

/** The score of one image. */
export type PerImageRow = {
  readonly id: string;
  /** 0..1. */
  readonly mean_iou: number;
  /** Share of nucleus pixels in the truth, 0..1. */
  readonly foreground?: number | null;
  /** Groups the images by colour and shape, such as `imageKind()` does. */
  readonly kind?: string | null;
};

interface Point {
  readonly rank: number;
  readonly score: number;
  readonly percent: number | null;
  /** Index of its kind. */
  readonly kind: number;
}

/** Both panels: the same y axis and dots, another x. */
function dots(
  points: readonly Point[],
  x: "rank" | "percent",
  options: {
    label: string;
    title: string;
    from: number;
    mean: number;
    width: number;
  },
): Panel {
  return plotPanel({
    width: options.width,
    height: 300,
    marginLeft: 42,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 42,
    x: {
      domain: x === "rank" ? [0, points.length + 1] : [
        0,
        10 * Math.ceil(
          Math.max(1, ...points.map((point) => point.percent ?? 0)) / 10,
        ),
      ],
      ...axis(options.label),
      ticks: 6,
    },
    y: { domain: [options.from, 1], label: null, ticks: 6 },
    marks: [
      linesAtY(6),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      Plot.ruleY([options.mean], { stroke: INK, strokeDasharray: "4 3" }),
      ...distinct(points.map((point) => point.kind)).map((kind) =>
        Plot.dot(points.filter((point) => point[x] !== null && point.kind === kind), {
          x,
          y: "score",
          symbol: seriesSymbol(kind),
          fill: seriesColour(kind),
          fillOpacity: 0.8,
          r: 3.5,
        })
      ),
      heading(options.title),
    ],
  });
}

/**
 * The score of every image from the worst to the best, and against how much of
 * the image is nucleus: a mean hides which images a model fails on.
 *
 * @param rows one an image; with `kind` in all or some, told apart by it
 * @param scope `n` images of `split`, and the `metric` in `mean_iou`
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { perImageChart } from "#karyon";
 * const chart = perImageChart(
 *   [{ id: "a", mean_iou: 0.5 }, { id: "b", mean_iou: 0.9 }],
 *   { n: 2, split: "validation", metric: "Mean IoU" },
 * );
 * if (!chart.caption.includes("mean 0.700")) throw new Error();
 * ```
 */
export function perImageChart(
  rows: readonly PerImageRow[],
  { n, split, metric }: Scope,
  { title = "Every image's score" }: { title?: string } = {},
): Chart {
  const data = checkRows("perImageChart", rows, {
    id: "string",
    mean_iou: "number",
    foreground: "number?",
    kind: "string?",
  });
  const kinds = distinct(rows.map((row) => row.kind ?? "not known"));
  const sorted = rows.toSorted((a, b) =>
    a.mean_iou - b.mean_iou || (a.id < b.id ? -1 : 1)
  );
  const points = sorted.map((row, index): Point => ({
    rank: index + 1,
    score: row.mean_iou,
    percent: row.foreground == null ? null : 100 * row.foreground,
    kind: kinds.indexOf(row.kind ?? "not known"),
  }));
  const worst = sorted[0]!;
  const mean = rows.reduce((sum, row) => sum + row.mean_iou, 0) / rows.length;
  const known = points.some((point) => point.percent !== null);
  const shared = {
    from: Math.max(0, Math.floor(worst.mean_iou * 10) / 10),
    mean,
    width: INNER_WIDTH / (known ? 2 : 1),
  };
  const panels = [
    dots(points, "rank", {
      ...shared,
      label: "images, from the worst",
      title: "Sorted",
    }),
  ];
  if (known) {
    panels.push(dots(points, "percent", {
      ...shared,
      label: "nucleus pixels in the truth, % of the image",
      title: "By the share of nucleus",
    }));
  }
  return figure({
    title,
    keys: kinds.length < 2 ? [] : kinds.map((label, index) => ({
      label,
      colour: seriesColour(index),
      shape: seriesSymbol(index),
    })),
    panels,
    data,
    caption: `${metric} of each image of ${split} (n = ${n}), dashed: mean ${
      mean.toFixed(3)
    }; the worst is ${worst.id.slice(0, 8)} with ${worst.mean_iou.toFixed(3)}.`,
    alt: `Dots, one an image. Mean ${mean.toFixed(3)}, worst ${
      worst.mean_iou.toFixed(3)
    }, best ${sorted.at(-1)!.mean_iou.toFixed(3)}.`,
  });
}
