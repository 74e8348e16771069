import * as Plot from "@observablehq/plot";
import { INNER_WIDTH, type Key } from "./figure.ts";
import { lineNames, namesWidth } from "./line_names.ts";
import { axis, linesAtX } from "./marks.ts";
import type { NucleusScoreRow } from "./nucleus_scores.ts";
import { FAINT, GRID, INK, seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";

/** How a row is drawn, and what the legend says of it. */
export const SORTS = {
  model: { label: "model", colour: seriesColour(0), shape: "circle" },
  classical: { label: "classical method", colour: seriesColour(4), shape: "square" },
} as const satisfies Record<NucleusScoreRow["what"], Key>;

/** The mark of connected pieces. */
export const PIECES: Key = {
  label: "the same mask, connected pieces alone",
  colour: FAINT,
  shape: "ring",
};

const hasInterval = (row: NucleusScoreRow) =>
  row.average_precision_low != null && row.average_precision_high != null;

/** Where the score can be written. */
const right = (row: NucleusScoreRow) =>
  Math.max(
    hasInterval(row) ? row.average_precision_high! : row.average_precision,
    row.components_average_precision ?? 0,
  );

/** Whether its connected pieces were scored too. */
export const isSplit = (row: NucleusScoreRow) => row.components_average_precision != null;

/** From limit to limit with a stroke at either end, where they are known. */
function intervals(rows: readonly NucleusScoreRow[]): Plot.Markish[] {
  const ends = ["average_precision_low", "average_precision_high"] as const;
  const known = rows.filter(hasInterval);
  const common = {
    y: "name",
    stroke: ({ what }: NucleusScoreRow) => SORTS[what].colour,
    strokeWidth: 1.5,
  };
  return [
    Plot.ruleY(known, { ...common, x1: ends[0], x2: ends[1] }),
    ...ends.map((x) => Plot.tickX(known, { ...common, x, inset: 6 })),
  ];
}

/** What splitting adds: a band from a ring to the dot. */
function gains(rows: readonly NucleusScoreRow[]): Plot.Markish[] {
  const split = rows.filter(isSplit);
  const x = "components_average_precision";
  return [
    Plot.ruleY(split, {
      y: "name",
      x1: x,
      x2: "average_precision",
      stroke: GRID,
      strokeWidth: 7,
    }),
    Plot.dot(split, {
      x,
      y: "name",
      r: 4.5,
      fill: "#ffffff",
      stroke: PIECES.colour,
      strokeWidth: 2,
    }),
  ];
}

/** One line a row, from top to bottom. */
export function nucleusScorePanel(rows: readonly NucleusScoreRow[]): Panel {
  const labels = namesWidth(rows.map(({ name }) => name));
  const [, most] = extent(rows.map(right));
  const [bands, rings] = gains(rows);
  return plotPanel({
    width: INNER_WIDTH,
    height: 50 + rows.length * 26,
    marginLeft: labels,
    marginRight: 56,
    marginTop: 4,
    marginBottom: 44,
    x: {
      domain: [0, Math.max(0.1, most)],
      ...axis("average precision, 0..1"),
      ticks: 6,
    },
    y: { type: "band", domain: rows.map(({ name }) => name), axis: null },
    marks: [
      linesAtX(6),
      lineNames(labels),
      bands,
      ...intervals(rows),
      rings,
      ...Object.entries(SORTS).map(([sort, { colour, shape }]) =>
        Plot.dot(rows.filter(({ what }) => what === sort), {
          x: "average_precision",
          y: "name",
          fill: colour,
          symbol: shape,
          r: 5,
        })
      ),
      Plot.text(rows, {
        x: right,
        y: "name",
        text: (row: NucleusScoreRow) => row.average_precision.toFixed(3),
        textAnchor: "start",
        dx: 9,
        fontSize: 12,
        fill: INK,
        stroke: "#ffffff",
        strokeWidth: 4,
      }),
      Plot.ruleX([0]),
    ],
  });
}
