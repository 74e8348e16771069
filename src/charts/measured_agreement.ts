import { mean, sampleStandardDeviation } from "simple-statistics";
import { type Chart, InputError } from "../base/mod.ts";
import {
  axesOf,
  comparedPanel,
  differencePanel,
  type Limits,
  signed,
} from "./agreement_panels.ts";
import { figure, type Key } from "./figure.ts";
import { seriesColour, seriesSymbol } from "./palette.ts";
import { checkPositive, checkRows } from "./rows.ts";

/** One thing measured twice: as annotated and as predicted. */
export type AgreementRow = {
  readonly kind: string;
  readonly truth: number;
  readonly measured: number;
};

/** What was measured, of what. */
export interface AgreementOptions {
  /** Name of the split. */
  readonly split: string;
  /** Such as "nuclei in an image" or "areas in pixels". */
  readonly what: string;
  /** What a row is, in the plural: "images", "matched nuclei". */
  readonly of: string;
  /**
   * Differences in percent of the mean of both, on logarithmic axes: for values that
   * spread over decades, whose errors grow with them. Default: false.
   */
  readonly relative?: boolean;
  readonly title?: string;
}

/** More dots hide each other, and make a picture of megabytes. */
const MOST = 1500;
/** So many standard deviations about the mean hold 95 % of normal differences. */
const LIMITS = 1.96;

/** Bland and Altman's numbers: mean and limits of the differences. */
function agreement(differences: readonly number[]): Limits {
  const bias = mean([...differences]);
  const spread = LIMITS * sampleStandardDeviation([...differences]);
  return { bias, low: bias - spread, high: bias + spread };
}

/**
 * How far measurements of predicted nuclei agree with those of annotated ones: measured
 * against true values with the line on which both are equal, and beside it their
 * differences against their mean, with the mean difference (bias) and the limits that
 * hold 95 % of normally distributed differences.
 *
 * Source: Bland and Altman, "Statistical methods for assessing agreement between two
 * methods of clinical measurement", The Lancet 327, 1986; with `relative` in percent of
 * the mean, as Giavarina describes it ("Understanding Bland Altman analysis",
 * Biochemia Medica 25, 2015). Of more than 1,500 rows every second, third, ... is drawn;
 * bias and limits are those of all.
 *
 * @throws {InputError} if there are fewer than two rows, a value is no number, or with
 *   `relative` one is 0 or less
 *
 * @example
 * ```ts
 * import { measuredAgreementChart } from "#karyon";
 * const rows = [8, 10, 12].map((truth) => ({ kind: "gray", truth, measured: truth - 2 }));
 * const options = { split: "test", what: "nuclei in an image", of: "images" };
 * const { caption } = measuredAgreementChart(rows, options);
 * if (!caption.includes("bias −2")) throw new Error(caption);
 * ```
 */
export function measuredAgreementChart(
  rows: readonly AgreementRow[],
  { split, what, of, relative = false, title }: AgreementOptions,
): Chart {
  const name = "measuredAgreementChart";
  checkRows(name, rows, { kind: "string", truth: "number", measured: "number" });
  if (relative) checkPositive(name, rows, ["truth", "measured"]);
  if (rows.length < 2) {
    throw new InputError(`${name}: Expected at least 2 rows but found ${rows.length}`);
  }
  const points = rows.map(({ kind, truth, measured }) => {
    const middle = (truth + measured) / 2;
    const difference = (measured - truth) * (relative ? 100 / middle : 1);
    return { kind, truth, measured, middle, difference };
  });
  const { bias, low, high } = agreement(points.map((point) => point.difference));
  const step = Math.ceil(rows.length / MOST);
  const kinds = [...Map.groupBy(points, (point) => point.kind)].map(
    ([kind, own], index) => ({
      label: `${kind} (n = ${own.length})`,
      dots: own.filter((_, at) => at % step === 0),
      symbol: seriesSymbol(index),
      colour: seriesColour(index),
    }),
  );
  const along = axesOf(rows.flatMap((row) => [row.truth, row.measured]), relative);
  const panels = [
    comparedPanel(kinds, along),
    differencePanel(kinds, { bias, low, high }, along),
  ];
  const unit = relative ? " %" : "";
  const counted = `${split} (n = ${rows.length} ${of})`;
  return figure({
    title: title ?? `Measured and true: ${what}`,
    keys: kinds.map(({ label, colour, symbol }): Key => ({
      label,
      colour,
      shape: symbol,
    })),
    panels,
    data: kinds.flatMap(({ dots }) => dots).map((
      { kind, truth, measured, difference },
    ) => ({
      kind,
      truth,
      measured,
      [`difference${relative ? ", %" : ""}`]: difference,
    })),
    caption: `Measured against true ${what}, and the differences: bias ${
      signed(bias)
    }${unit} (line), limits of agreement ${signed(low)} to ${
      signed(high)
    }${unit} (dashed, ${LIMITS} standard deviations); ${counted}${
      step === 1 ? "" : `; one dot for each ${step} of a kind`
    }.`,
    alt: `Scatter plot and Bland-Altman plot of ${what} of ${rows.length} ${of}: bias ${
      signed(bias)
    }${unit}, limits ${signed(low)} to ${signed(high)}${unit}.`,
  });
}
