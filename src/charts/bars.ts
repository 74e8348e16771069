import * as Plot from "@observablehq/plot";
import { axis, heading } from "./marks.ts";
import { seriesColour } from "./palette.ts";
import { type Panel, plotPanel } from "./panel.ts";
import { INNER_WIDTH } from "./figure.ts";
import { distinct } from "./rows.ts";
import { shorten, textWidth } from "./words.ts";

/** So many images of one category in one split. */
export interface Bar {
  readonly split: string;
  readonly category: string;
  readonly images: number;
}

/** The categories by their number of images over all splits, the most first. */
function byFrequency(bars: readonly Bar[]): string[] {
  const totals = new Map<string, number>();
  for (const { category, images } of bars) {
    totals.set(category, (totals.get(category) ?? 0) + images);
  }
  return [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([category]) => category);
}

/** Horizontal bars, one panel a split, with common categories and scale. */
export function barPanels(bars: readonly Bar[], name: string): Panel[] {
  const splits = distinct(bars.map((bar) => bar.split));
  const categories = byFrequency(bars);
  const most = Math.max(...bars.map((bar) => bar.images), 1);
  const longest = Math.max(
    ...categories.map((category) => textWidth(category, 12)),
  );
  const labels = Math.min(200, 24 + Math.round(longest));
  const gap = 14;
  // The same scale in every panel: what is left after labels and gaps, shared.
  const plotWidth = Math.floor(
    (INNER_WIDTH - labels - gap * (splits.length - 1)) / splits.length,
  );
  return splits.map((split, index) => {
    const first = index === 0;
    const rows = bars.filter((bar) => bar.split === split);
    const total = rows.reduce((sum, bar) => sum + bar.images, 0);
    return plotPanel({
      width: plotWidth + (first ? labels : gap),
      height: 70 + categories.length * 24,
      marginLeft: first ? labels : gap,
      marginRight: 44,
      marginTop: 24,
      marginBottom: 42,
      x: {
        domain: [0, most],
        ...axis(name),
        ticks: 4,
        tickFormat: (value: number) => Number.isInteger(value) ? `${value}` : "",
      },
      y: { domain: categories, axis: null, padding: 0.25 },
      marks: [
        first
          ? Plot.axisY({
            label: null,
            tickSize: 0,
            fontSize: 12,
            tickFormat: (category: string) => shorten(category, 12, labels - 20),
          })
          : null,
        Plot.barX(rows, {
          x: "images",
          y: "category",
          fill: seriesColour(index),
        }),
        Plot.text(rows, {
          x: "images",
          y: "category",
          text: (bar: Bar) => `${bar.images}`,
          textAnchor: "start",
          dx: 5,
          fontSize: 12,
        }),
        Plot.ruleX([0]),
        heading(`${split} (n = ${total})`),
      ],
    });
  });
}
