import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { binMarks, binRows, countIntoBins } from "./bins.ts";
import { figure, INNER_WIDTH } from "./figure.ts";
import { axis, axisAt, brief, heading, linesAtY, logTicks } from "./marks.ts";
import {
  checkNuclei,
  nameNuclei,
  type NucleiScope,
  nucleusColumnLabel,
} from "./nucleus_columns.ts";
import { grid, labelled, type Panel, plotPanel } from "./panel.ts";
import { extent, median } from "./quantiles.ts";

/** One nucleus, as `measureNuclei()` gives it: numbers by column. */
export type MeasuredNucleusRow = Readonly<
  Record<string, string | number | boolean | null>
>;

/** Odd, so that one value alone stands in the middle. */
const BINS = 25;
const SHOWN = ["area", "eccentricity", "solidity", "mean_intensity"];

/** From the least to the most value; one value alone gets some width around it. */
function domainOf(values: readonly number[], log: boolean): [number, number] {
  const [least, most] = extent(values);
  if (least !== most) return [least, most];
  return log ? [least / 1.5, most * 1.5] : [least - 0.5, most + 0.5];
}

function drawColumn(rows: readonly MeasuredNucleusRow[], column: string, index: number) {
  const { name, log } = nucleusColumnLabel(column);
  const values = rows.map((row) => row[column] as number);
  const domain = domainOf(values, log);
  const bins = countIntoBins(values, { domain, bins: BINS, log });
  const highest = Math.max(...bins.map((bin) => bin.share));
  const middle = median(values);
  const panel: Panel = plotPanel({
    width: INNER_WIDTH / 2,
    height: 206,
    marginLeft: 46,
    marginRight: 14,
    marginTop: 30,
    marginBottom: 46,
    x: { type: log ? "log" : "linear", domain, axis: null },
    y: { domain: [0, 1.05 * highest], ticks: 4, label: null },
    marks: [
      linesAtY(4),
      ...binMarks(bins, { series: index, dashed: middle }),
      log
        ? axisAt(logTicks(...domain), `${name}, logarithmic`)
        : Plot.axisX({ ...axis(name), ticks: 5 }),
      heading(`median ${brief(middle)}`),
    ],
  });
  const data = binRows(bins, "value", "nuclei")
    .map((row) => ({ measurement: name, ...row }));
  return { panel, data, words: `${name}: median ${brief(middle)}` };
}

/**
 * Histograms side by side, one a measurement, in percent of the nuclei; the median is
 * marked.
 *
 * @param rows one a nucleus, as `measureNuclei()` gives them
 * @param options the split and number of images for the caption; `columns` to draw, by
 *   default area (logarithmic), eccentricity, solidity and mean intensity
 * @throws {InputError} if there is no row or no column, a column is missing, or an area
 *   is not above 0
 *
 * @example
 * ```ts
 * import { createImage, measureNuclei, nucleusMeasurementsChart } from "#karyon";
 * const rows = measureNuclei(Int32Array.of(1, 1, 0, 2), createImage(4, 1, 1));
 * const chart = nucleusMeasurementsChart(rows, { split: "test", images: 1 });
 * if (!chart.caption.includes("n = 2 nuclei of 1 image")) throw new Error();
 * ```
 */
export function nucleusMeasurementsChart(
  rows: readonly MeasuredNucleusRow[],
  { columns = SHOWN, title = "What the nuclei are like", ...scope }: NucleiScope & {
    readonly columns?: readonly string[];
  },
): Chart {
  if (columns.length === 0) {
    throw new InputError("nucleusMeasurementsChart: Expected columns but found none");
  }
  checkNuclei("nucleusMeasurementsChart", rows, columns);
  const drawn = columns.map((column, index) => drawColumn(rows, column, index));
  return figure({
    title,
    panels: [labelled(grid(drawn.map(({ panel }) => panel), 2), "% of the nuclei")],
    data: drawn.flatMap(({ data }) => data),
    caption: `Measurements of each nucleus in percent of the nuclei of ${
      nameNuclei(rows.length, scope)
    }; dashed: the median.`,
    alt: `Histograms. ${drawn.map(({ words }) => words).join("; ")}.`,
  });
}
