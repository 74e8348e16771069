import type { Chart } from "../base/mod.ts";
import { figure } from "./figure.ts";
import { stripPanel } from "./model_curve_panels.ts";
import { FAINT } from "./palette.ts";
import { stack } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { plural } from "./words.ts";

/** One epoch of one model, as it was validated. */
export type ModelCurveRow = {
  readonly model: string;
  /**
   * Which images it was validated on, in words: models share a row of panels, and can
   * be compared, only where this is the same.
   */
  readonly validation: string;
  /** 1 is the first. */
  readonly epoch: number;
  /** At least 0. */
  readonly val_loss: number;
  /** 0..1. */
  readonly val_mean_iou: number;
};

/** One model's epochs in order, and the one that was kept. */
export interface ModelRun {
  readonly model: string;
  readonly rows: readonly ModelCurveRow[];
  readonly chosen: ModelCurveRow;
  /** Counts the models of the whole figure: each has a colour, dash and symbol of its own. */
  readonly series: number;
}

/** The highest Mean IoU, of equals the lowest loss, and of those the first. */
function chosenOf(rows: readonly ModelCurveRow[]): ModelCurveRow {
  return rows.reduce((best, row) => {
    const ahead = row.val_mean_iou - best.val_mean_iou;
    return ahead > 0 || (ahead === 0 && row.val_loss < best.val_loss) ? row : best;
  });
}

/**
 * Validation loss and validation Mean IoU by epoch, of many models in one figure, the
 * chosen epoch of each marked: the one with the highest Mean IoU, which training keeps.
 * A row of panels for each set of validation images, since scores on different images
 * say nothing about which model is better. Models differ by colour, dash and symbol.
 *
 * @param rows one an epoch and model
 * @param options `metric` says how Mean IoU is defined
 * @throws {InputError} if the table is empty or lacks a column
 *
 * @example
 * ```ts
 * import { modelCurvesChart } from "#karyon";
 * const validation = "65 images of stage1_test";
 * const chart = modelCurvesChart([
 *   { model: "unet", validation, epoch: 1, val_loss: 0.2, val_mean_iou: 0.7 },
 *   { model: "unet", validation, epoch: 2, val_loss: 0.1, val_mean_iou: 0.8 },
 *   { model: "unet", validation, epoch: 3, val_loss: 0.1, val_mean_iou: 0.7 },
 * ], { metric: "Mean IoU" });
 * if (!chart.alt.includes("unet epoch 2 of 3, 0.800")) throw new Error(chart.alt);
 * ```
 */
export function modelCurvesChart(
  rows: readonly ModelCurveRow[],
  { metric, title = "Validation curves" }: {
    readonly metric: string;
    readonly title?: string;
  },
): Chart {
  const data = checkRows("modelCurvesChart", rows, {
    model: "string",
    validation: "string",
    epoch: "number",
    val_loss: "number",
    val_mean_iou: "number",
  });
  let series = 0;
  const strips = distinct(rows.map(({ validation }) => validation)).map((validation) => {
    const here = rows.filter((row) => row.validation === validation);
    const runs = distinct(here.map(({ model }) => model)).map((model) => {
      const own = here.filter((row) => row.model === model)
        .toSorted((a, b) => a.epoch - b.epoch);
      return { model, rows: own, chosen: chosenOf(own) };
    })
      .sort((a, b) => b.chosen.val_mean_iou - a.chosen.val_mean_iou)
      .map((run): ModelRun => ({ ...run, series: series++ }));
    return { validation, runs, ...stripPanel(validation, runs) };
  });
  const models = strips.reduce((sum, { runs }) => sum + runs.length, 0);
  const low = strips.reduce((sum, { hidden }) => sum + hidden, 0);
  return figure({
    title,
    keys: [{ label: "chosen epoch", colour: FAINT, shape: "ring" }],
    panels: [stack(strips.map(({ panel }) => panel))],
    data,
    caption:
      `Validation loss (binary cross-entropy, logarithmic) and ${metric} by epoch ` +
      `of ${plural(models, "model")} (n = ${models}). ${
        strips.length > 1
          ? "Each row has validation images of its own: compare within a row. "
          : ""
      }The axes of Mean IoU do not begin at 0${
        low > 0 ? `; ${plural(low, "point")} below them are not drawn` : ""
      }.`,
    alt: strips.map(({ validation, runs }) =>
      `On ${validation}, the chosen epochs and their Mean IoU: ${
        runs.map(({ model, rows, chosen }) =>
          `${model} epoch ${chosen.epoch} of ${rows.at(-1)!.epoch}, ${
            chosen.val_mean_iou.toFixed(3)
          }`
        ).join("; ")
      }.`
    ).join(" "),
  });
}
