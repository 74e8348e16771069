import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, axisAt, linesAtX, linesAtY, logTicks } from "./marks.ts";
import {
  checkNuclei,
  nameNuclei,
  type NucleiScope,
  nucleusColumnLabel,
} from "./nucleus_columns.ts";
import type { MeasuredNucleusRow } from "./nucleus_measurements.ts";
import { INK, seriesColour, seriesSymbol } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { extent } from "./quantiles.ts";
import { checkRows } from "./rows.ts";
import { listed } from "./words.ts";

/** One nucleus with the kind of image that it is from. */
export type NucleusScatterRow = MeasuredNucleusRow & { readonly kind: string };

/** More dots hide each other, and make a picture of megabytes. */
const MOST = 1500;

/** Scale, axis and lines of one direction; values spread over decades get a log scale. */
function direction(rows: readonly NucleusScatterRow[], column: string) {
  const { name, log } = nucleusColumnLabel(column);
  if (!log) return { label: name, scale: { nice: true }, ticks: 6 };
  const [least, most] = extent(rows.map((row) => row[column] as number));
  const [from, to] = [least * 0.9, Math.max(most * 1.1, least * 2)];
  return {
    label: `${name}, logarithmic`,
    scale: { type: "log" as const, domain: [from, to] },
    ticks: logTicks(from, to),
  };
}

/**
 * Scatter plot of two measurements, a dot a nucleus, a shape and a colour a kind of
 * image: whether brightness goes with size, and which kinds lie apart.
 *
 * Of more than 1,500 nuclei every second, third, ... is drawn; the caption says so.
 *
 * @param rows one a nucleus, as `measureNuclei()` gives them, with its image's kind
 * @param options the split and number of images for the caption; the columns `x`, by
 *   default area (logarithmic), and `y`, by default mean intensity
 * @throws {InputError} if the table is empty or lacks a column, or an area is not above 0
 *
 * @example
 * ```ts
 * import { nucleusScatterChart } from "#karyon";
 * const chart = nucleusScatterChart([
 *   { kind: "white on black", area: 120, mean_intensity: 0.4 },
 *   { kind: "purple on white", area: 300, mean_intensity: 0.2 },
 * ], { split: "test", images: 2 });
 * if (!chart.svg.includes("purple on white (n = 1)")) throw new Error();
 * ```
 */
export function nucleusScatterChart(
  rows: readonly NucleusScatterRow[],
  { x = "area", y = "mean_intensity", title, ...scope }: NucleiScope & {
    readonly x?: string;
    readonly y?: string;
  },
): Chart {
  checkRows("nucleusScatterChart", rows, { kind: "string" });
  checkNuclei("nucleusScatterChart", rows, [x, y]);
  const step = Math.ceil(rows.length / MOST);
  const kinds = [...Map.groupBy(rows, (row) => row.kind)].map(([kind, own], index) => ({
    label: `${kind} (n = ${own.length})`,
    dots: own.filter((_, at) => at % step === 0),
    symbol: seriesSymbol(index),
    colour: seriesColour(index),
  }));
  const [across, up] = [direction(rows, x), direction(rows, y)];
  const panel = plotPanel({
    width: INNER_WIDTH,
    height: 400,
    marginLeft: 58,
    marginRight: 20,
    marginTop: 10,
    marginBottom: 44,
    inset: 8,
    x: { ...across.scale, axis: null },
    y: { ...up.scale, axis: null },
    marks: [
      linesAtX(across.ticks),
      linesAtY(up.ticks),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...kinds.map(({ dots, symbol, colour }) =>
        Plot.dot(dots, { x, y, symbol, fill: colour, fillOpacity: 0.6, r: 2.8 })
      ),
      typeof across.ticks === "number"
        ? Plot.axisX({ ...axis(across.label), ticks: across.ticks })
        : axisAt(across.ticks, across.label),
      Plot.axisY({ ...axis(up.label), ticks: up.ticks }),
    ],
  });
  const names = [x, y].map((column) => nucleusColumnLabel(column).name);
  const [of, against] = names as [string, string];
  const dots = kinds.flatMap(({ dots }) => dots);
  const [plainX, plainY] = names.map((name) => name.split(",")[0]!);
  return figure({
    title: title ?? `Nuclei by ${plainX} and ${plainY}`,
    keys: kinds.map(({ label, colour, symbol }): Key => ({
      label,
      colour,
      shape: symbol,
    })),
    panels: [panel],
    data: dots.map((row) => ({ kind: row.kind, [of]: row[x]!, [against]: row[y]! })),
    caption: `Nuclei by ${of} and ${against}, a dot a nucleus of ${
      nameNuclei(rows.length, scope)
    }${step === 1 ? "" : `; one dot for each ${step} nuclei of a kind`}.`,
    alt: `Scatter plot of ${of} and ${against} of nuclei from images of ${
      listed(kinds.map(({ label }) => label))
    }.`,
  });
}
