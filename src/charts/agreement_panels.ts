import * as Plot from "@observablehq/plot";
import { INNER_WIDTH } from "./figure.ts";
import { axis, axisAt, brief, heading, linesAtX, linesAtY, logTicks } from "./marks.ts";
import { INK, type SeriesSymbol } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";

/** Dots of one kind of image. */
export interface AgreementKind {
  readonly label: string;
  readonly dots: readonly Point[];
  readonly symbol: SeriesSymbol;
  readonly colour: string;
}

interface Point {
  readonly truth: number;
  readonly measured: number;
  readonly middle: number;
  readonly difference: number;
}

/** What both panels have along their lower edge. */
export interface Along {
  readonly scale: {
    readonly type: "log" | "linear";
    readonly domain: readonly [number, number];
  };
  readonly ticks: number | number[];
  readonly relative: boolean;
}

/** Mean and limits of the differences. */
export interface Limits {
  readonly bias: number;
  readonly low: number;
  readonly high: number;
}

/** Values that spread over decades, of a relative comparison, get logarithmic axes. */
export function axesOf(values: readonly number[], relative: boolean): Along {
  const [least, most] = extent(values);
  if (relative) {
    const domain: [number, number] = [least / 1.1, Math.max(most * 1.1, least * 2)];
    return { scale: { type: "log", domain }, ticks: logTicks(...domain), relative };
  }
  const domain: [number, number] = [Math.min(0, least), most === 0 ? 1 : most * 1.05];
  return { scale: { type: "linear", domain }, ticks: 5, relative };
}

/** A number with its sign, as a reader wants it. */
export const signed = (value: number) =>
  `${value < 0 ? "−" : "+"}${brief(Math.abs(value))}`;

const SPACE = {
  width: INNER_WIDTH / 2,
  height: 320,
  marginLeft: 54,
  marginRight: 12,
  marginTop: 30,
  marginBottom: 46,
};

const dotsOf = (
  kinds: readonly AgreementKind[],
  x: "truth" | "middle",
  y: "measured" | "difference",
) =>
  kinds.map(({ dots, symbol, colour }) =>
    Plot.dot(dots, { x, y, symbol, fill: colour, fillOpacity: 0.65, r: 3 })
  );

const lowerAxis = ({ ticks }: Along, label: string) =>
  typeof ticks === "number"
    ? Plot.axisX({ ...axis(label), ticks })
    : axisAt(ticks, `${label}, logarithmic`);

/** Measured against true, with the line on which both are equal. */
export function comparedPanel(kinds: readonly AgreementKind[], along: Along): Panel {
  const { scale, ticks } = along;
  const ends = scale.domain.map((value) => ({ truth: value, measured: value }));
  return plotPanel({
    ...SPACE,
    x: { ...scale, axis: null },
    y: { ...scale, axis: null },
    marks: [
      linesAtX(ticks),
      linesAtY(ticks),
      Plot.line(ends, { x: "truth", y: "measured", stroke: INK, strokeDasharray: "4 3" }),
      ...dotsOf(kinds, "truth", "measured"),
      lowerAxis(along, "true"),
      Plot.axisY({ ...axis("measured"), ticks }),
      heading("dashed: equal"),
    ],
  });
}

/** Differences against the mean of both, with their bias and limits. */
export function differencePanel(
  kinds: readonly AgreementKind[],
  { bias, low, high }: Limits,
  along: Along,
): Panel {
  const { scale, ticks, relative } = along;
  const differences = kinds.flatMap(({ dots }) => dots.map((dot) => dot.difference));
  const [lowest, highest] = extent([...differences, low, high, 0]);
  const room = 0.06 * (highest - lowest || 1);
  const limits = `limits ${signed(low)} to ${signed(high)}${relative ? " %" : ""}`;
  return plotPanel({
    ...SPACE,
    x: { ...scale, axis: null },
    y: { domain: [lowest - room, highest + room], axis: null },
    marks: [
      linesAtX(ticks),
      linesAtY(5),
      Plot.ruleY([0], { stroke: INK, strokeOpacity: 0.5 }),
      Plot.ruleY([bias], { stroke: INK, strokeWidth: 1.5 }),
      Plot.ruleY([low, high], { stroke: INK, strokeDasharray: "4 3" }),
      ...dotsOf(kinds, "middle", "difference"),
      lowerAxis(along, "mean of both"),
      Plot.axisY({
        ...axis(`measured − true${relative ? ", % of the mean" : ""}`),
        ticks: 5,
      }),
      heading(`bias ${signed(bias)}${relative ? " %" : ""}, ${limits}`),
    ],
  });
}
