import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { factLabel } from "./fact_labels.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, linesAtX, linesAtY } from "./marks.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { median } from "./quantiles.ts";
import { checkRows } from "./rows.ts";
import { capitalised, listed, splitsWithCounts } from "./words.ts";

/** One image with its cluster, and its facts by name. */
export type ClusterPointRow = {
  readonly split: string;
  /** From 1. */
  readonly cluster: number;
  /** The cluster's, in words. */
  readonly name: string;
  readonly [fact: string]: string | number | boolean | null;
};

/**
 * Scatter plot of two facts of each image: a shape and a number a cluster, the
 * number over where its middle image lies.
 *
 * @param rows one an image: its facts with its cluster
 * @param options `x` and `y`, the facts' columns
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { clusterPointsChart } from "#karyon";
 * const chart = clusterPointsChart([
 *   { split: "train", cluster: 1, name: "dark", gray: 0.1, saturation: 0 },
 *   { split: "train", cluster: 2, name: "stained", gray: 0.7, saturation: 0.3 },
 * ], { x: "gray", y: "saturation" });
 * if (!chart.svg.includes("2: stained (n = 1)")) throw new Error();
 * ```
 */
export function clusterPointsChart(
  rows: readonly ClusterPointRow[],
  { x, y, title = "Clusters of images" }: { x: string; y: string; title?: string },
): Chart {
  checkRows("clusterPointsChart", rows, {
    split: "string",
    cluster: "number",
    name: "string",
    [x]: "number",
    [y]: "number",
  });
  const clusters = [...Map.groupBy(rows, (row) => row.cluster)]
    .sort(([a], [b]) => a - b)
    .map(([cluster, points], index) => ({
      points,
      number: `${cluster}`,
      label: `${cluster}: ${points[0]!.name} (n = ${points.length})`,
      symbol: seriesSymbol(index),
      colour: seriesColour(index),
      [x]: median(points.map((row) => row[x] as number)),
      [y]: median(points.map((row) => row[y] as number)),
    }));
  const [labelX, labelY] = [factLabel(x), factLabel(y)];
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 400,
    marginLeft: 58,
    marginRight: 20,
    marginTop: 10,
    marginBottom: 44,
    inset: 8,
    x: { nice: true, ticks: 8, ...axis(labelX.name) },
    y: { nice: true, ticks: 6, ...axis(labelY.name) },
    marks: [
      linesAtX(8),
      linesAtY(6),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...clusters.map(({ points, symbol, colour }) =>
        Plot.dot(points, { x, y, symbol, fill: colour, fillOpacity: 0.7, r: 3.4 })
      ),
      Plot.text(clusters, {
        x,
        y,
        text: "number",
        dy: -14,
        fontSize: 17,
        fontWeight: "bold",
        fill: INK,
        stroke: "#ffffff",
        strokeWidth: 5,
      }),
    ],
  });
  const splits = Map.groupBy(rows, (row) => row.split);
  const counts = new Map([...splits].map(([split, own]) => [split, own.length]));
  return figure({
    title,
    keys: clusters.map(({ label, colour, symbol }): Key => ({
      label,
      colour,
      shape: symbol,
    })),
    panels: [panel],
    data: rows.map((row) => ({
      split: row.split,
      cluster: row.cluster,
      name: row.name,
      [labelX.name]: row[x]!,
      [labelY.name]: row[y]!,
    })),
    caption: `${capitalised(labelX.name)} against ${labelY.name}, a dot an image of ${
      splitsWithCounts(counts)
    }; each number stands over the medians of its cluster.`,
    alt: `Scatter plot of ${labelX.name} and ${labelY.name}. Clusters ${
      listed(clusters.map(({ label }) => label))
    }.`,
  });
}
