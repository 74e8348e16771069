import * as Plot from "@observablehq/plot";
import { type Chart, InputError } from "../base/mod.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { axis, heading, linesAtX, linesAtY } from "./marks.ts";
import { INK, seriesColour, seriesDash } from "./palette.ts";
import { grid, labelled, type Panel, plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { listed, splitsWithCounts } from "./words.ts";

/** How frequent a range of values is in one channel of one split. */
export type IntensityRow = {
  readonly split: string;
  readonly channel: string;
  /** Lower and upper limit, in shares of the range, 0..1. */
  readonly from: number;
  readonly to: number;
  /** Share of the pixels, 0..1. */
  readonly share: number;
};

/** Rarer than that, in percent, is drawn on the bottom. */
const RAREST = 0.01;

/** One channel: a line a split, in steps. */
function channelPanel(
  channel: string,
  rows: readonly IntensityRow[],
  splits: readonly string[],
  most: number,
): Panel {
  const lines = splits.map((split, index) => {
    const bins = rows.filter((row) => row.split === split)
      .toSorted((a, b) => a.from - b.from);
    return Plot.line(
      bins.flatMap(({ from, to, share }) =>
        [from, to].map((x) => ({ x: 100 * x, y: Math.max(RAREST, 100 * share) }))
      ),
      {
        x: "x",
        y: "y",
        stroke: seriesColour(index),
        strokeDasharray: seriesDash(index),
        strokeWidth: 1.8,
      },
    );
  });
  const shares = [0.01, 0.1, 1, 10, 100].filter((share) => share <= most);
  return plotPanel({
    width: INNER_WIDTH / 2,
    height: 214,
    marginLeft: 60,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 40,
    x: { domain: [0, 100], ticks: 5, ...axis("value, % of the range") },
    y: { type: "log", domain: [RAREST, most], axis: null },
    marks: [
      linesAtX(5),
      linesAtY(shares),
      Plot.axisY(shares, { text: String, label: null }),
      Plot.frame({ anchor: "bottom", stroke: INK }),
      ...lines,
      heading(channel),
    ],
  });
}

/**
 * How frequent dark and bright values are, a panel a channel, a line a split; the
 * axis of the shares is logarithmic, for nuclei are few among many dark pixels.
 *
 * @param rows from `exploreSet()`, one a split, channel and bin
 * @param options `images` behind each split's rows
 * @throws {InputError} if the table is empty, lacks a column, or `images` a split
 *
 * @example
 * ```ts
 * import { intensityChart } from "#karyon";
 * const chart = intensityChart([
 *   { split: "train", channel: "gray", from: 0, to: 0.5, share: 0.9 },
 *   { split: "train", channel: "gray", from: 0.5, to: 1, share: 0.1 },
 * ], { images: { train: 670 } });
 * if (!chart.caption.includes("train (n = 670)")) throw new Error();
 * ```
 */
export function intensityChart(
  rows: readonly IntensityRow[],
  { images, title = "How frequent dark and bright values are" }: {
    images: Readonly<Record<string, number>>;
    title?: string;
  },
): Chart {
  const data = checkRows("intensityChart", rows, {
    split: "string",
    channel: "string",
    from: "number",
    to: "number",
    share: "number",
  });
  const splits = distinct(rows.map((row) => row.split));
  const counts = new Map(splits.map((split) => {
    const n = images[split];
    if (n === undefined) {
      throw new InputError(
        `intensityChart: Expected the number of images of "${split}" in images but found ${
          JSON.stringify(images)
        }`,
      );
    }
    return [split, n];
  }));
  const channels = [...Map.groupBy(rows, (row) => row.channel)];
  const most = Math.min(
    100,
    2 * rows.reduce((most, row) => Math.max(most, 100 * row.share), RAREST),
  );
  const panels = channels.map(([channel, own]) =>
    channelPanel(channel, own, splits, most)
  );
  const keys = splits.map((split, index): Key => ({
    label: `${split} (n = ${counts.get(split)})`,
    colour: seriesColour(index),
    shape: "line",
    dash: seriesDash(index),
  }));
  const typical = splits.map((split) =>
    channels.map(([channel, own]) =>
      `${split}, ${channel}: mean ${
        (100 * mean(own.filter((row) => row.split === split))).toFixed(0)
      } %`
    ).join("; ")
  );
  return figure({
    title,
    keys,
    panels: [labelled(grid(panels, 2), "% of the pixels, logarithmic")],
    data,
    caption: `Shares of pixels by value in ${
      listed(channels.map(([channel]) => channel))
    }, every image counting the same, ${
      splitsWithCounts(counts)
    }; at most ${RAREST} % lies on the bottom.`,
    alt: `Step lines. ${typical.join("; ")}.`,
  });
}

/** Of values spread evenly over each bin. */
function mean(rows: readonly IntensityRow[]): number {
  const total = rows.reduce((sum, { share }) => sum + share, 0);
  return rows.reduce((sum, { from, to, share }) => sum + share * (from + to) / 2, 0) /
    (total || 1);
}
