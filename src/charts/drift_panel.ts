import * as Plot from "@observablehq/plot";
import { type DriftRow, pairOf } from "./drift_overview.ts";
import { factLabel } from "./fact_labels.ts";
import { INNER_WIDTH } from "./figure.ts";
import { axis, axisAt, brief, linesAtX, logTicks } from "./marks.ts";
import { INK } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { quantile } from "./quantiles.ts";
import { type Ridge, ridgeOf, ridgeScale } from "./ridges.ts";
import { shorten, wrap } from "./words.ts";

const WIDTH = INNER_WIDTH / 2;
const BAND = 44;

/** What a panel says under its name: a distance a pair of sets. */
export function distances(rows: readonly DriftRow[]): string[] {
  const [first] = rows;
  const text = rows.length === 1
    ? `D = ${first!.d.toFixed(2)}`
    : rows.map((row) => `${pairOf(row)} ${row.d.toFixed(2)}`).join(", ");
  return wrap(rows.length === 1 ? text : `D: ${text}`, 11, WIDTH - 20);
}

/** One fact: a ridge a split, under it the middle half and the median. */
export function factPanel(
  fact: string,
  ridges: readonly Ridge[],
  drift: readonly DriftRow[],
  margins: { left: number; lines: number },
): Panel {
  const { log, domain } = ridgeScale(fact, ridges.map(({ values }) => values));
  const lines = distances(drift);
  const ticks = log ? logTicks(...domain) : 5;
  const splits = ridges.map(({ split }) => split);
  const places = new Map(splits.map((split, index) => [split, splits.length - index]));
  const y = (split: string) => places.get(split)!;
  const marks = ridges.flatMap((ridge) => {
    const { split, values, colour } = ridge;
    const middle = quantile(values, 0.5);
    const base = y(split);
    const inside = (value: number) => Math.min(Math.max(value, domain[0]), domain[1]);
    const box = [{
      x1: inside(quantile(values, 0.25)),
      x2: inside(quantile(values, 0.75)),
      x: inside(middle),
      y: base - 0.1,
    }];
    return [
      Plot.areaY(ridgeOf(ridge, domain, log), {
        x: "x",
        y1: base,
        y2: (point: { density: number }) => base + 0.72 * point.density,
        fill: colour,
        fillOpacity: 0.55,
        stroke: colour,
        strokeWidth: 1.2,
      }),
      Plot.ruleY(box, { x1: "x1", x2: "x2", y: "y", stroke: INK, strokeWidth: 3 }),
      Plot.dot(box, {
        x: "x",
        y: "y",
        fill: "#ffffff",
        stroke: INK,
        strokeWidth: 1.8,
        r: 3.6,
      }),
      Plot.text([split], {
        y: base + 0.2,
        text: (split: string) => shorten(split, 11, margins.left - 12),
        frameAnchor: "left",
        textAnchor: "end",
        dx: -6,
      }),
      Plot.text([brief(middle)], {
        y: base + 0.2,
        text: (text: string) => text,
        frameAnchor: "right",
        textAnchor: "start",
        dx: 5,
      }),
    ];
  });
  return plotPanel({
    width: WIDTH,
    height: 64 + margins.lines * 14 + BAND * splits.length,
    marginLeft: margins.left,
    marginRight: 48,
    marginTop: 26 + margins.lines * 14,
    marginBottom: 30,
    x: { type: log ? "log" : "linear", domain, ...axis(null) },
    y: { domain: [0.75, splits.length + 0.85], axis: null },
    marks: [
      linesAtX(ticks),
      typeof ticks === "number"
        ? Plot.axisX({ ticks, label: null })
        : axisAt(ticks, null),
      ...marks,
      Plot.text([lines.join("\n")], {
        frameAnchor: "top-left",
        lineAnchor: "bottom",
        dx: 4 - margins.left,
        dy: -6,
        fill: INK,
      }),
      headingAt(factLabel(fact).name, margins),
    ],
  });
}

/** Above the distances, at the panel's left edge. */
function headingAt(text: string, { left, lines }: { left: number; lines: number }) {
  return Plot.text([text], {
    frameAnchor: "top-left",
    dx: 4 - left,
    dy: -20 - lines * 14 + 2,
    fontSize: 13,
    fontWeight: "bold",
  });
}
