import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { groupHeadings, lineNames, namesWidth } from "./line_names.ts";
import { axis, linesAtX } from "./marks.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";
import { checkRows, distinct } from "./rows.ts";
import { listed, plural, type Scope } from "./words.ts";

/** A model's score on the images of one kind. */
export type KindScoreRow = {
  /** Such as `white on black`. */
  readonly kind: string;
  readonly model: string;
  /** 0..1. */
  readonly score: number;
  /** Limits of the score's 95 % interval, where there is one. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** How many images are of this kind. */
  readonly images: number;
};

/**
 * Dots: models compared kind by kind, with 95 % intervals where they are known. A kind
 * with few images is marked by its n, since one mean hides what a model is good for.
 *
 * @param rows one a kind and model; kinds and models are drawn in the order of rows
 * @param scope `n` images of `split` in all, and the `metric` in `score`
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { kindScoresChart } from "#karyon";
 * const chart = kindScoresChart([
 *   { kind: "white on black", model: "unet", score: 0.62, low: 0.5, high: 0.7, images: 9 },
 *   { kind: "purple on white", model: "unet", score: 0.3, images: 1 },
 * ], { n: 10, split: "test", metric: "Average precision" });
 * if (!chart.alt.includes("purple on white (1 image): unet 0.300")) throw new Error();
 * ```
 */
export function kindScoresChart(
  rows: readonly KindScoreRow[],
  { n, split, metric }: Scope,
  { title = "Scores by kind of image" }: { title?: string } = {},
): Chart {
  const data = checkRows("kindScoresChart", rows, {
    kind: "string",
    model: "string",
    score: "number",
    low: "number?",
    high: "number?",
    images: "number",
  });
  const kinds = distinct(rows.map(({ kind }) => kind));
  const models = distinct(rows.map(({ model }) => model));
  const images = new Map(rows.map(({ kind, images }) => [kind, images]));
  const lineOf = ({ kind, model }: KindScoreRow) => `${kind}\n${model}`;
  const lines = kinds.flatMap((kind) => [
    kind,
    ...rows.filter((row) => row.kind === kind).map(lineOf),
  ]);
  const right = ({ score, high }: KindScoreRow) => high ?? score;
  const [, most] = extent(rows.map(right));
  const labels = namesWidth(models);
  const known = rows.filter(({ low, high }) => low != null && high != null);
  const colour = ({ model }: KindScoreRow) => seriesColour(models.indexOf(model));
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 46 + lines.length * 20,
    marginLeft: labels,
    marginRight: 56,
    marginTop: 4,
    marginBottom: 42,
    x: { domain: [0, Math.max(0.1, most)], ...axis("score, 0..1"), ticks: 6 },
    y: { type: "band", domain: lines, axis: null },
    marks: [
      linesAtX(6),
      lineNames(labels, (line) => line.split("\n")[1] ?? ""),
      groupHeadings(kinds, (kind) => `${kind} (n = ${images.get(kind)!})`),
      Plot.ruleY(known, { y: lineOf, x1: "low", x2: "high", stroke: colour }),
      ...models.map((model, index) =>
        Plot.dot(rows.filter((row) => row.model === model), {
          x: "score",
          y: lineOf,
          fill: seriesColour(index),
          symbol: seriesSymbol(index),
          r: 5,
        })
      ),
      Plot.text(rows, {
        x: right,
        y: lineOf,
        text: ({ score }: KindScoreRow) => score.toFixed(3),
        textAnchor: "start",
        dx: 9,
        fontSize: 12,
        stroke: "#ffffff",
        fill: INK,
      }),
      Plot.ruleX([0]),
    ],
  });
  return figure({
    title,
    panels: [panel],
    data,
    caption: `${metric} by kind of image: ${listed(models)} on ${split} (n = ${n}), ` +
      `the mean over the images of each kind${
        known.length === 0 ? "" : "; lines are 95 % intervals, where they are known"
      }.`,
    alt: `Dots. ${
      kinds.map((kind) =>
        `${kind} (${plural(images.get(kind)!, "image")}): ${
          rows.filter((row) => row.kind === kind)
            .map(({ model, score }) =>
              `${model} ${score.toFixed(3)}`
            ).join(", ")
        }`
      ).join("; ")
    }.`,
  });
}
