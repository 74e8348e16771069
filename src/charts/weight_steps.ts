import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { type Bin, binMarks, binRows, countIntoBins } from "./bins.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, brief, heading, linesAtY } from "./marks.ts";
import { INK, seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { extent, median } from "./quantiles.ts";

/** One tensor of weights, and the even steps that it is put onto. */
export interface SteppedWeights {
  /** Such as `"nucleus/kernel"`. */
  readonly weight: string;
  readonly values: Float32Array;
  /** From one step to the next, above 0. */
  readonly scale: number;
  /** The lowest step. */
  readonly min: number;
}

/** Steps that are drawn one by one. */
const CLOSE = 12;
/** More lines hide each other. */
const MOST = 60;

function check({ weight, values, scale, min }: SteppedWeights): void {
  if (values.length > 0 && scale > 0 && Number.isFinite(min)) return;
  throw new InputError(
    `weightStepsChart: Expected "${weight}" to have values, a scale above 0 and a finite ` +
      `min but found ${values.length} values, ${scale} and ${min}`,
  );
}

/** All of the weights, and where the close look is. */
function overview(
  { values }: SteppedWeights,
  bins: readonly Bin[],
  [from, to]: [number, number],
): Panel {
  const domain = [bins[0]!.x1, bins.at(-1)!.x2];
  return plotPanel({
    width: Math.floor(INNER_WIDTH * 0.45),
    height: 230,
    marginLeft: 54,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 44,
    x: { domain, ...axis("weight"), ticks: 4 },
    y: { ...axis("% of the weights"), ticks: 4 },
    marks: [
      linesAtY(4),
      ...binMarks(bins, { series: 0, dashed: median(Array.from(values)) }),
      Plot.ruleX([from, to], { stroke: seriesColour(4), strokeWidth: 1 }),
      heading("All weights"),
    ],
  });
}

/** Some weights above, and the steps that they move to below. */
function closeUp(
  { values, scale, min }: SteppedWeights,
  [from, to]: [number, number],
): Panel {
  const within = values.filter((value) => value >= from && value <= to);
  const every = Math.ceil(within.length / MOST);
  const moves = Array.from(within).filter((_, i) => i % every === 0)
    .map((x1) => ({ x1, x2: Math.round((x1 - min) / scale) * scale + min }));
  const first = Math.round((from - min) / scale);
  const steps = Array.from({ length: CLOSE + 1 }, (_, i) => (first + i) * scale + min);
  return plotPanel({
    width: INNER_WIDTH - Math.floor(INNER_WIDTH * 0.45),
    height: 230,
    marginLeft: 60,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 44,
    x: { domain: [from, to], ...axis(`weight; a step is ${brief(scale)}`), ticks: 4 },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.ruleX(steps, { y1: 0, y2: 0.16, stroke: seriesColour(4), strokeWidth: 2 }),
      Plot.link(moves, { x1: "x1", x2: "x2", y1: 0.82, y2: 0.2, stroke: "#aaaaaa" }),
      Plot.ruleX(moves, {
        x: "x1",
        y1: 0.84,
        y2: 1,
        stroke: seriesColour(0),
        strokeWidth: 1.2,
      }),
      Plot.text([{ y: 0.92, words: "float32" }, { y: 0.08, words: "steps" }], {
        frameAnchor: "left",
        y: "y",
        text: "words",
        dx: -52,
        textAnchor: "start",
        fontSize: 12,
        fill: INK,
      }),
      heading(`${CLOSE} steps around the middle`),
    ],
  });
}

/**
 * A tensor's weights as a histogram, and a close look at a few of the even steps that
 * they are stored on: each weight moves to the nearest.
 *
 * @throws {InputError} if there is no weight, or the steps have no width
 *
 * @example
 * ```ts
 * import { quantizeAffine, weightStepsChart } from "#karyon";
 * const values = Float32Array.of(-1, -0.2, 0, 0.3, 1);
 * const { scale, min } = quantizeAffine(values, "uint8");
 * const chart = weightStepsChart({ weight: "a/kernel", values, scale, min });
 * if (!chart.caption.includes("n = 5 weights")) throw new Error(chart.caption);
 * ```
 */
export function weightStepsChart(stepped: SteppedWeights): Chart {
  check(stepped);
  const { weight, values, scale, min } = stepped;
  const middle = Math.round((median(Array.from(values)) - min) / scale);
  const from = (middle - CLOSE / 2) * scale + min;
  const close: [number, number] = [from, from + CLOSE * scale];
  const keys: Key[] = [
    { label: "weights", colour: seriesColour(0), shape: "box" },
    {
      label: "steps, and the part shown at the right",
      colour: seriesColour(4),
      shape: "line",
    },
    { label: "median", colour: INK, shape: "dashes" },
  ];
  const bins = countIntoBins(values, { domain: extent(Array.from(values)), bins: 48 });
  return figure({
    title: `The weights of ${weight} and their steps`,
    keys,
    panels: [overview(stepped, bins, close), closeUp(stepped, close)],
    data: binRows(bins, "weight", "weights"),
    caption: `Weights of ${weight} (n = ${values.length} weights), in percent; at the ` +
      `right up to ${MOST} of them, each with the step that it is stored as.`,
    alt:
      `Histogram of ${values.length} weights, and lines from some of them to steps of ${
        brief(scale)
      }.`,
  });
}
