import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { imagesBySplit } from "./channel_kinds.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { heading } from "./marks.ts";
import { INK } from "./palette.ts";
import { type Panel, plotPanel, stack } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { splitsWithCounts, textWidth, wrap } from "./words.ts";

/** So many images of one kind in one cluster. */
export type ContingencyRow = {
  readonly split: string;
  readonly cluster: string;
  readonly kind: string;
  readonly images: number;
};

const SUM = "all";
const ROW = 36;

interface Cell {
  readonly row: string;
  readonly column: string;
  readonly images: number;
  /** Share of its row, 0..1; null in sums. */
  readonly share: number | null;
}

/** The cells of one split with the sums of rows and columns. */
function cellsOf(
  rows: readonly ContingencyRow[],
  clusters: readonly string[],
  kinds: readonly string[],
): Cell[] {
  const count = (cluster: string | null, kind: string | null) =>
    rows.filter((row) =>
      (cluster === null || row.cluster === cluster) &&
      (kind === null || row.kind === kind)
    ).reduce((sum, row) => sum + row.images, 0);
  return [...clusters, null].flatMap((cluster) =>
    [...kinds, null].map((kind): Cell => {
      const images = count(cluster, kind);
      const isSum = cluster === null || kind === null;
      return {
        row: cluster ?? SUM,
        column: kind ?? SUM,
        images,
        share: isSum ? null : images / (count(cluster, null) || 1),
      };
    })
  );
}

/** White to dark blue; printed in gray, the order of lightness stays. */
function shade(share: number): string {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * share);
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  return `#${hex(mix(255, 0))}${hex(mix(255, 82))}${hex(mix(255, 138))}`;
}

function splitPanel(
  split: string,
  cells: readonly Cell[],
  clusters: readonly string[],
  kinds: readonly string[],
): Panel {
  const longest = Math.max(...clusters.map((name) => textWidth(name, 12)));
  const labels = Math.min(210, 20 + Math.round(longest));
  const width = (INNER_WIDTH - labels) / (kinds.length + 1);
  const heads = kinds.map((kind) => wrap(kind, 12, width - 8).join("\n"));
  const lines = Math.max(...heads.map((head) => head.split("\n").length));
  const total = cells.find((cell) => cell.row === SUM && cell.column === SUM)!.images;
  const at = { x: "column", y: "row" };
  return plotPanel({
    width: INNER_WIDTH,
    height: 34 + lines * 15 + (clusters.length + 1) * ROW,
    marginLeft: labels,
    marginRight: 0,
    marginTop: 26 + lines * 15,
    marginBottom: 8,
    x: { type: "band", domain: [...kinds, SUM], axis: null, padding: 0.03 },
    y: { type: "band", domain: [...clusters, SUM], axis: null, padding: 0.06 },
    marks: [
      Plot.text([...heads, SUM], {
        x: (_: string, index: number) => kinds[index] ?? SUM,
        text: (head: string) => head,
        frameAnchor: "top",
        lineAnchor: "bottom",
        dy: -6,
        fontSize: 12,
      }),
      Plot.text([...clusters, SUM], {
        y: (cluster: string) => cluster,
        text: (cluster: string) => wrap(cluster, 12, labels - 14).join("\n"),
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8,
        fontSize: 12,
      }),
      Plot.cell(cells.filter((cell) => cell.share !== null), {
        ...at,
        fill: (cell: Cell) => shade(cell.share!),
        stroke: "#bbbbbb",
        strokeWidth: 0.5,
      }),
      Plot.text(cells, {
        ...at,
        text: (cell: Cell) => `${cell.images}`,
        fill: (cell: Cell) => (cell.share ?? 0) > 0.45 ? "#ffffff" : INK,
        fontSize: 13,
      }),
      heading(`${split} (n = ${total})`, -labels + 4),
    ],
  });
}

/**
 * Table of clusters against kinds, a panel a split: the number of images in each
 * cell, darker the larger its share of the cluster; sums at the edges.
 *
 * @param rows from `contingency()`; a cell that has no row is 0
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { contingencyChart } from "#karyon";
 * const chart = contingencyChart([
 *   { split: "train", cluster: "dark", kind: "white on black", images: 500 },
 *   { split: "train", cluster: "dark", kind: "black on white", images: 12 },
 * ]);
 * if (!chart.alt.includes("dark: 500 white on black, 12 black on white")) throw new Error();
 * ```
 */
export function contingencyChart(
  rows: readonly ContingencyRow[],
  { title = "Clusters against kinds by rule" }: { title?: string } = {},
): Chart {
  const data = checkRows("contingencyChart", rows, {
    split: "string",
    cluster: "string",
    kind: "string",
    images: "number",
  });
  const clusters = distinct(rows.map((row) => row.cluster));
  const kinds = distinct(rows.map((row) => row.kind));
  const splits = [...Map.groupBy(rows, (row) => row.split)];
  const spoken = splits.map(([split, own]) =>
    `${split}: ${
      [...Map.groupBy(own, (row) => row.cluster)].map(([cluster, cells]) =>
        `${cluster}: ${
          cells.filter(({ images }) => images > 0)
            .map(({ kind, images }) =>
              `${images} ${kind}`
            ).join(", ") || "none"
        }`
      ).join("; ")
    }`
  );
  return figure({
    title,
    panels: [
      stack(
        splits.map(([split, own]) =>
          splitPanel(split, cellsOf(own, clusters, kinds), clusters, kinds)
        ),
      ),
    ],
    data,
    caption: `Number of images in each cluster (rows) of each kind (columns), ${
      splitsWithCounts(imagesBySplit(rows))
    }; the darker, the larger the share of the cluster.`,
    alt: `Table. ${spoken.join(". ")}.`,
  });
}
