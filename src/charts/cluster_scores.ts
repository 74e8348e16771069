import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, heading, linesAtY } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { checkRows } from "./rows.ts";

/** How well so many clusters describe the images. */
export type ClusterScoreRow = {
  /** Number of clusters. */
  readonly k: number;
  /** Mean silhouette, -1..1. */
  readonly silhouette: number;
  /** Mean squared distance to the nearest centre. */
  readonly inertia: number;
  /** Whether this k was taken. */
  readonly chosen: boolean;
};

function scorePanel(
  rows: readonly ClusterScoreRow[],
  column: "silhouette" | "inertia",
  { title, label, digits }: { title: string; label: string; digits: number },
): Panel {
  const chosen = rows.filter((row) => row.chosen);
  const values = rows.map((row) => row[column]);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const at = { x: "k", y: column };
  // Over a peak; of what falls with k, where the line has been left behind.
  const isLate = chosen[0]!.k > rows[Math.floor(rows.length * 0.7)]!.k;
  const place = column === "silhouette"
    ? { dy: -18, textAnchor: isLate ? "end" : "middle" } as const
    : isLate
    ? { dx: 8, dy: -20, textAnchor: "end" } as const
    : { dx: 9, dy: -12, textAnchor: "start" } as const;
  return plotPanel({
    width: INNER_WIDTH / 2,
    height: 270,
    marginLeft: 56,
    marginRight: 26,
    marginTop: 28,
    marginBottom: 42,
    x: {
      ticks: rows.map((row) => row.k),
      tickFormat: String,
      insetLeft: 12,
      insetRight: 12,
      ...axis("number of clusters k"),
    },
    // Room above the highest for its number.
    y: {
      domain: [least, most + 0.14 * (most - least || 1)],
      ticks: 5,
      ...axis(label),
    },
    marks: [
      linesAtY(5),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      Plot.line(rows, { ...at, stroke: seriesColour(0), strokeWidth: 2 }),
      Plot.dot(rows, { ...at, fill: seriesColour(0), r: 3.5 }),
      Plot.dot(chosen, { ...at, stroke: INK, strokeWidth: 2, r: 8 }),
      Plot.text(chosen, {
        ...at,
        text: (row: ClusterScoreRow) => `k = ${row.k}: ${row[column].toFixed(digits)}`,
        ...place,
        fontSize: 12,
        fontWeight: "bold",
        stroke: "#ffffff",
        fill: INK,
      }),
      heading(title),
    ],
  });
}

/**
 * The choice of the number of clusters: how well k clusters are apart and how
 * tight they are, with the k that was taken in a ring.
 *
 * @param rows from `clusterImages()`, one a k
 * @param scope `n` images of `split` were clustered
 * @throws {InputError} if the table is empty, lacks a column, or not one k is chosen
 *
 * @example
 * ```ts
 * import { clusterScoresChart } from "#karyon";
 * const chart = clusterScoresChart([
 *   { k: 2, silhouette: 0.4, inertia: 5, chosen: false },
 *   { k: 3, silhouette: 0.5, inertia: 3, chosen: true },
 * ], { n: 670, split: "train" });
 * if (!chart.svg.includes("k = 3: 0.500")) throw new Error();
 * ```
 */
export function clusterScoresChart(
  rows: readonly ClusterScoreRow[],
  { n, split }: { n: number; split: string },
  { title = "How many kinds of image there are" }: { title?: string } = {},
): Chart {
  const data = checkRows("clusterScoresChart", rows, {
    k: "number",
    silhouette: "number",
    inertia: "number",
    chosen: "boolean",
  });
  const sorted = rows.toSorted((a, b) => a.k - b.k);
  const [chosen, ...more] = sorted.filter((row) => row.chosen);
  if (chosen === undefined || more.length > 0) {
    throw new InputError(
      `clusterScoresChart: Expected "chosen" to be true in one row but found ${
        chosen === undefined ? "none" : more.length + 1
      }`,
    );
  }
  const key: Key = { label: `taken: k = ${chosen.k}`, colour: INK, shape: "ring" };
  return figure({
    title,
    keys: [key],
    panels: [
      scorePanel(sorted, "silhouette", {
        title: "Apart: higher is better",
        label: "mean silhouette, -1..1",
        digits: 3,
      }),
      scorePanel(sorted, "inertia", {
        title: "Tight: lower, but always falling with k",
        label: "mean squared distance to the centre",
        digits: 2,
      }),
    ],
    data,
    caption: `Mean silhouette and mean squared distance to the nearest centre by the ` +
      `number of clusters, ${split} (n = ${n}); ring: the number that was taken.`,
    alt: `Lines. ${
      sorted.map((row) =>
        `k ${row.k}: silhouette ${row.silhouette.toFixed(3)}, distance ${
          row.inertia.toFixed(2)
        }`
      ).join("; ")
    }. Taken: ${chosen.k}.`,
  });
}
