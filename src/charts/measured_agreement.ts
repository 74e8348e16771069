import * as Plot from "@observablehq/plot";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, axisAt, brief, heading, linesAtX, linesAtY, logTicks } from "./marks.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";
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
function agreement(differences: readonly number[]) {
  const bias = mean([...differences]);
  const spread = LIMITS * sampleStandardDeviation([...differences]);
  return { bias, low: bias - spread, high: bias + spread };
}

/** Scale and ticks of values that may spread over decades. */
function scaleOf(values: readonly number[], relative: boolean) {
  const [least, most] = extent(values);
  if (relative) {
    const domain = [least / 1.1, Math.max(most * 1.1, least * 2)] as const;
    return { scale: { type: "log" as const, domain }, ticks: logTicks(...domain) };
  }
  const domain = [Math.min(0, least), most === 0 ? 1 : most * 1.05] as const;
  return { scale: { domain }, ticks: 5 };
}

const signed = (value: number) => `${value < 0 ? "−" : "+"}${brief(Math.abs(value))}`;

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
  const dots = (x: "truth" | "middle", y: "measured" | "difference") =>
    kinds.map(({ dots, symbol, colour }) =>
      Plot.dot(dots, { x, y, symbol, fill: colour, fillOpacity: 0.65, r: 3 })
    );
  const { scale, ticks } = scaleOf(
    rows.flatMap((row) => [row.truth, row.measured]),
    relative,
  );
  const along = (label: string) =>
    typeof ticks === "number"
      ? Plot.axisX({ ...axis(label), ticks })
      : axisAt(ticks, `${label}, logarithmic`);
  const space = {
    width: INNER_WIDTH / 2,
    height: 320,
    marginLeft: 54,
    marginRight: 12,
    marginTop: 30,
    marginBottom: 46,
  };
  const ends = scale.domain.map((value) => ({ truth: value, measured: value }));
  const compared = plotPanel({
    ...space,
    x: { ...scale, axis: null },
    y: { ...scale, axis: null },
    marks: [
      linesAtX(ticks),
      linesAtY(ticks),
      Plot.line(ends, { x: "truth", y: "measured", stroke: INK, strokeDasharray: "4 3" }),
      ...dots("truth", "measured"),
      along("true"),
      Plot.axisY({ ...axis("measured"), ticks }),
      heading("dashed: equal"),
    ],
  });
  const [lowest, highest] = extent([
    ...points.map((point) => point.difference),
    low,
    high,
    0,
  ]);
  const room = 0.06 * (highest - lowest || 1);
  const unit = relative ? " %" : "";
  const differing = plotPanel({
    ...space,
    x: { ...scale, axis: null },
    y: { domain: [lowest - room, highest + room], axis: null },
    marks: [
      linesAtX(ticks),
      linesAtY(5),
      Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.5 }),
      Plot.ruleY([bias], { stroke: INK, strokeWidth: 1.5 }),
      Plot.ruleY([low, high], { stroke: INK, strokeDasharray: "4 3" }),
      ...dots("middle", "difference"),
      along("mean of both"),
      Plot.axisY({
        ...axis(`measured − true${relative ? ", % of the mean" : ""}`),
        ticks: 5,
      }),
      heading(
        `bias ${signed(bias)}${unit}, limits ${signed(low)} to ${signed(high)}${unit}`,
      ),
    ],
  });
  const counted = `${split} (n = ${rows.length} ${of})`;
  return figure({
    title: title ?? `Measured and true: ${what}`,
    keys: kinds.map(({ label, colour, symbol }): Key => ({
      label,
      colour,
      shape: symbol,
    })),
    panels: [compared, differing],
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
