import * as Plot from "@observablehq/plot";
import { INNER_WIDTH } from "./figure.ts";
import { axis, brief, heading, linesAtY, logTicks } from "./marks.ts";
import type { ModelCurveRow, ModelRun } from "./model_curves.ts";
import { FAINT, INK, seriesColour, seriesDash, seriesSymbol } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { extent, quantile } from "./quantiles.ts";
import { escapeXml, shorten } from "./words.ts";

/** Pixels for the names beside the panels. */
const NAMES = 178;
const PANEL = (INNER_WIDTH - NAMES) / 2;
const HEADING = 22;
const LEAST_HEIGHT = 220;
/** From one name to the next. */
const LINE = 36;
/** Training's first epochs would squeeze where the models differ into a hair's breadth. */
const MOST_DEPTH = 0.25;

type Measure = "val_loss" | "val_mean_iou";

const styleOf = (series: number) => ({
  stroke: seriesColour(series),
  strokeDasharray: seriesDash(series),
  strokeWidth: 1.7,
});

/** About four epochs of a run, others for each run, so that symbols lie apart. */
function marked({ rows }: ModelRun, index: number, runs: number): ModelCurveRow[] {
  const step = rows.length / 4;
  const places = [0, 1, 2, 3].map((i) => Math.floor((i + (index + 0.5) / runs) * step));
  return [...new Set(places)].flatMap((place) => rows[place] ?? []);
}

/** The curves of one measure; what lies under the axis is left out. */
function curves(runs: readonly ModelRun[], measure: Measure, domain: [number, number]) {
  return runs.flatMap((run, index): Plot.Markish[] => {
    const at = {
      x: "epoch",
      // Not a number breaks the line.
      y: (row: ModelCurveRow) => row[measure] < domain[0] ? NaN : row[measure],
    };
    return [
      Plot.line(run.rows, { ...at, ...styleOf(run.series) }),
      Plot.dot(marked(run, index, runs.length), {
        ...at,
        symbol: seriesSymbol(run.series),
        fill: seriesColour(run.series),
        r: 3,
      }),
    ];
  });
}

/** Above all lines: the run's symbol, larger, in a ring. */
function choices(runs: readonly ModelRun[], measure: Measure): Plot.Markish[] {
  return runs.flatMap(({ chosen, series }) => [
    Plot.dot([chosen], {
      x: "epoch",
      y: measure,
      r: 7.5,
      fill: "#ffffff",
      stroke: FAINT,
      strokeWidth: 2,
    }),
    Plot.dot([chosen], {
      x: "epoch",
      y: measure,
      symbol: seriesSymbol(series),
      fill: seriesColour(series),
      r: 4,
    }),
  ]);
}

/** As high as the names beside it: many curves need room. */
const heightFor = (runs: readonly ModelRun[]) =>
  Math.max(LEAST_HEIGHT, 44 + LINE * runs.length);

function curvePanel(
  title: string,
  y: Plot.ScaleOptions & { domain: [number, number] },
  axes: Plot.Markish[],
  runs: readonly ModelRun[],
  measure: Measure,
): Panel {
  const epochs = Math.max(2, ...runs.map(({ rows }) => rows.at(-1)!.epoch));
  return plotPanel({
    width: PANEL,
    height: heightFor(runs),
    marginLeft: 44,
    marginRight: 12,
    marginTop: 28,
    marginBottom: 40,
    x: {
      domain: [1, epochs],
      ...axis("epoch"),
      ticks: Math.min(5, epochs - 1),
      tickFormat: (epoch: number) => Number.isInteger(epoch) ? String(epoch) : "",
    },
    y: { label: null, ...y },
    marks: [
      ...axes,
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...curves(runs, measure, y.domain),
      ...choices(runs, measure),
      heading(title),
    ],
  });
}

/** Lines and symbols of the runs with their names, chosen epochs and scores. */
function names(runs: readonly ModelRun[]): string {
  return runs.map(({ model, rows, chosen, series }, line) => {
    const { stroke, strokeDasharray } = styleOf(series);
    const swatch = plotPanel({
      width: 20,
      height: 16,
      margin: 0,
      axis: null,
      marks: [
        Plot.dot([0], {
          frameAnchor: "middle",
          symbol: seriesSymbol(series),
          fill: stroke,
          r: 4,
        }),
      ],
    }).markup;
    const words = `epoch ${chosen.epoch} of ${rows.at(-1)!.epoch}: ${
      chosen.val_mean_iou.toFixed(3)
    }`;
    return `<g transform="translate(${2 * PANEL + 6},${44 + LINE * line})">` +
      `<line x1="0" x2="20" y1="-4" y2="-4" stroke="${stroke}" stroke-width="2" ` +
      `stroke-dasharray="${strokeDasharray}"/>` +
      `<g transform="translate(0,-12)">${swatch}</g>` +
      `<text x="22" fill="${INK}">${
        escapeXml(shorten(model, 12, NAMES - 34))
      }</text><text x="22" y="15" fill="${FAINT}" font-size="11">${words}</text></g>`;
  }).join("");
}

/**
 * One row of the figure: what was validated on, the two panels, and the models' names.
 *
 * @returns the row, and how many points lie under the axis of Mean IoU
 */
export function stripPanel(
  validation: string,
  runs: readonly ModelRun[],
): { panel: Panel; hidden: number } {
  const all = runs.flatMap(({ rows }) => rows);
  const [leastLoss, mostLoss] = extent(
    all.map(({ val_loss }) => Math.max(val_loss, 1e-4)),
  );
  const losses: [number, number] = [leastLoss * 0.85, mostLoss * 1.15];
  const [leastIoU, mostIoU] = extent(all.map(({ val_mean_iou }) => val_mean_iou));
  const lowestChosen = Math.min(...runs.map(({ chosen }) => chosen.val_mean_iou));
  const usual = Math.min(
    ...runs.map(({ rows }) =>
      quantile(rows.map(({ val_mean_iou }) => val_mean_iou), 0.1)
    ),
  );
  const from = Math.min(lowestChosen - 0.02, Math.max(usual, mostIoU - MOST_DEPTH));
  const scores: [number, number] = [
    Math.floor(Math.max(leastIoU, from) * 20 - 0.01) / 20,
    Math.ceil(mostIoU * 20 + 0.01) / 20,
  ];
  const lossTicks = logTicks(...losses);
  const panels = [
    curvePanel(
      "Validation loss",
      { type: "log", domain: losses },
      [
        linesAtY(lossTicks),
        Plot.axisY(lossTicks, { label: null, text: brief }),
      ],
      runs,
      "val_loss",
    ),
    curvePanel(
      "Validation Mean IoU",
      { domain: scores, ticks: 5 },
      [linesAtY(5)],
      runs,
      "val_mean_iou",
    ),
  ];
  const height = HEADING + heightFor(runs) + 8;
  const title = escapeXml(shorten(`Validated on ${validation}`, 13, INNER_WIDTH));
  const drawn = panels.map(({ markup }, i) =>
    `<g transform="translate(${i * PANEL},0)">${markup}</g>`
  );
  return {
    hidden: all.filter(({ val_mean_iou }) => val_mean_iou < scores[0]).length,
    panel: {
      width: INNER_WIDTH,
      height,
      markup: `<text y="14" font-size="13" font-style="italic">${title}</text>` +
        `<g transform="translate(0,${HEADING})">${drawn.join("")}` +
        `<g font-size="12">${names(runs)}</g></g>`,
    },
  };
}
