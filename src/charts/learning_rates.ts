import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, linesAtY } from "./marks.ts";
import { INK, seriesColour, seriesDash } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";

/** The learning rate of one step. */
export type LearningRateRow = {
  /** Tells several schedules apart. */
  readonly schedule: string;
  /** Steps of the optimiser, counted from 0. */
  readonly step: number;
  /** At least 0. */
  readonly rate: number;
};

/**
 * How learning rates move over a training, a line a schedule.
 *
 * @param rows one a step and schedule
 * @throws {InputError} if the table is empty or lacks a column, or a rate is below 0
 *
 * @example
 * ```ts
 * import { learningRateAt, learningRateChart } from "#karyon";
 * const schedule = { kind: "cosine", warmup: 0.1, final: 0 } as const;
 * const rows = Array.from({ length: 100 }, (_, step) => ({
 *   schedule: schedule.kind,
 *   step,
 *   rate: learningRateAt(schedule, 0.002, step, 100),
 * }));
 * if (!learningRateChart(rows).alt.includes("cosine: highest 0.002")) throw new Error();
 * ```
 */
export function learningRateChart(
  rows: readonly LearningRateRow[],
  { title = "Learning rate by step" }: { readonly title?: string } = {},
): Chart {
  const data = checkRows("learningRateChart", rows, {
    schedule: "string",
    step: "number",
    rate: "number",
  });
  const below = rows.find(({ rate }) => rate < 0);
  if (below) {
    throw new InputError(
      `learningRateChart: Expected rates of at least 0 but found ${below.rate} at step ${below.step}`,
    );
  }
  const runs = distinct(rows.map(({ schedule }) => schedule)).map((schedule, index) => ({
    schedule,
    rows: rows.filter((row) => row.schedule === schedule),
    colour: seriesColour(index),
    dash: seriesDash(index),
  }));
  const steps = Math.max(...rows.map(({ step }) => step)) + 1;
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 200,
    marginLeft: 60,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 42,
    x: { domain: [0, steps], ...axis("step") },
    y: {
      domain: [0, Math.max(...rows.map(({ rate }) => rate)) || 1],
      label: null,
      ticks: 5,
    },
    marks: [
      linesAtY(5),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...runs.map(({ rows, colour, dash }) =>
        Plot.line(rows, {
          x: "step",
          y: "rate",
          stroke: colour,
          strokeDasharray: dash,
          strokeWidth: 2,
        })
      ),
    ],
  });
  return figure({
    title,
    keys: runs.map(({ schedule, colour, dash }): Key => ({
      label: schedule,
      colour,
      shape: "line",
      dash,
    })),
    panels: [panel],
    data,
    caption: `Learning rate of each step of a training (n = ${steps} steps).`,
    alt: `Lines. ${
      runs.map(({ schedule, rows }) => {
        const rates = rows.map(({ rate }) => rate);
        return `${schedule}: highest ${Math.max(...rates)}, at the end ${rates.at(-1)}`;
      }).join("; ")
    }.`,
  });
}
