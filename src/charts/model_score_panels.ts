import * as Plot from "@observablehq/plot";
import { INNER_WIDTH, type Key } from "./figure.ts";
import { lineNames, namesWidth } from "./line_names.ts";
import { axis, axisAt, brief, heading, linesAtX, logTicks } from "./marks.ts";
import type { ModelScoreRow } from "./model_scores.ts";
import { FAINT, INK, seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";

/** What a model costs: a panel each. */
export const COSTS = [
  { name: "megabytes", title: "Weights", label: "megabytes (10⁶ bytes)", unit: "MB" },
  { name: "ms_per_image", title: "Time", label: "milliseconds an image", unit: "ms" },
] as const;

type Cost = typeof COSTS[number];

/** How a model's dot is drawn, and what the legend says of it. */
export const SORTS = [
  { label: "images new to the model", colour: seriesColour(0), shape: "circle" },
  { label: "epoch chosen on these images", colour: seriesColour(1), shape: "square" },
  { label: "published", colour: INK, shape: "ring" },
] as const satisfies readonly Key[];

/** The sort of a model's dot. */
export const sortOf = ({ published, test_images = "unseen" }: ModelScoreRow) =>
  SORTS[published ? 2 : test_images === "unseen" ? 0 : 1];

/** One line a model: what the panels have in common. */
const linesOf = (rows: readonly ModelScoreRow[]) =>
  ({
    height: 76 + rows.length * 26,
    marginTop: 28,
    marginBottom: 44,
    y: { type: "band", domain: rows.map(({ model }) => model), axis: null },
  }) as const;

/** A dot a model in the shape of its sort, and its figure beside it. */
function dots(
  rows: readonly ModelScoreRow[],
  x: (row: ModelScoreRow) => number,
  text: (row: ModelScoreRow) => string,
  textAt: (row: ModelScoreRow) => number = x,
): Plot.Markish[] {
  return [
    ...SORTS.map((sort) =>
      Plot.dot(rows.filter((row) => sortOf(row) === sort), {
        x,
        y: "model",
        r: 5,
        ...(sort.shape === "ring"
          ? { fill: "#ffffff", stroke: sort.colour, strokeWidth: 2 }
          : { fill: sort.colour, symbol: sort.shape }),
      })
    ),
    Plot.text(rows, {
      x: textAt,
      y: "model",
      text,
      textAnchor: "start",
      dx: 9,
      fontSize: 12,
      fill: INK,
      stroke: "#ffffff",
      strokeWidth: 4,
    }),
  ];
}

/** A line from limit to limit with a stroke at either end, where they are known. */
function intervals(rows: readonly ModelScoreRow[]): Plot.Markish[] {
  const known = rows.filter(({ low, high }) => low != null && high != null);
  const common = {
    y: "model",
    stroke: (row: ModelScoreRow) => sortOf(row).colour,
    strokeWidth: 1.5,
  };
  return [
    Plot.ruleY(known, { ...common, x1: "low", x2: "high" }),
    ...["low", "high"].map((x) => Plot.tickX(known, { ...common, x, inset: 6 })),
  ];
}

/** Pixels that the models' names take. */
const nameWidth = (rows: readonly ModelScoreRow[]) =>
  namesWidth(rows.map(({ model }) => model), 190);

/** The models by name, each with its score and interval. */
function scorePanel(rows: readonly ModelScoreRow[], width: number): Panel {
  const labels = nameWidth(rows);
  const right = ({ score, high }: ModelScoreRow) => high ?? score;
  const [least, most] = extent(
    rows.flatMap((row) => [row.low ?? row.score, right(row)]),
  );
  // At least 0.05 wide, or a difference in the fourth digit would fill the panel.
  const room = Math.max(0.01, 0.025 - (most - least) / 2);
  return plotPanel({
    ...linesOf(rows),
    width: labels + width,
    marginLeft: labels,
    marginRight: 52,
    x: {
      domain: [Math.max(0, least - room), Math.min(1, most + room)],
      ...axis("score, 0..1"),
      ticks: 5,
    },
    marks: [
      linesAtX(5),
      lineNames(labels),
      ...intervals(rows),
      ...dots(rows, ({ score }) => score, ({ score }) => score.toFixed(3), right),
      heading("Score"),
    ],
  });
}

const MOST_TICKS = 5;

/** One cost of each model on a logarithmic axis; a dash where it is unknown. */
function costPanel(rows: readonly ModelScoreRow[], cost: Cost, width: number): Panel {
  const { name, title, label } = cost;
  const known = rows.filter((row) => row[name] != null);
  const [least, most] = extent(known.map((row) => row[name]!));
  const domain: [number, number] = [least / 1.5, most * 1.5];
  const all = logTicks(...domain);
  // The panel is narrow: more numbers would run into each other.
  const ticks = all.filter((_, at) => all.length <= MOST_TICKS || at % 2 === 0);
  return plotPanel({
    ...linesOf(rows),
    width,
    marginLeft: 12,
    marginRight: 36,
    x: { type: "log", domain, axis: null },
    marks: [
      linesAtX(ticks),
      axisAt(ticks, label, brief),
      ...dots(known, (row) => row[name]!, (row) => brief(row[name]!)),
      Plot.text(rows.filter((row) => row[name] == null), {
        y: "model",
        frameAnchor: "left",
        text: () => "–",
        fill: FAINT,
        fontSize: 12,
      }),
      heading(title),
    ],
  });
}

/** Score and costs side by side; the models from top to bottom as the rows have them. */
export function scoreAndCostPanels(
  rows: readonly ModelScoreRow[],
  costs: readonly Cost[],
): Panel[] {
  const left = INNER_WIDTH - nameWidth(rows);
  const width = Math.floor(left * [0, 0.28, 0.27][costs.length]!);
  return [
    scorePanel(rows, left - costs.length * width),
    ...costs.map((cost) => costPanel(rows, cost, width)),
  ];
}
