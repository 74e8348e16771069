import * as Plot from "@observablehq/plot";
import { INK } from "./palette.ts";
import { shorten, textWidth } from "./words.ts";

/** Pixels for names left of a panel: what the widest needs, but not more than `most`. */
export function namesWidth(names: readonly string[], most = 210): number {
  const widest = Math.max(...names.map((name) => textWidth(name, 12)));
  return Math.min(most, 24 + Math.round(widest));
}

/** A name at each line, cut to a width from `namesWidth()`. */
export function lineNames(
  width: number,
  nameOf: (line: string) => string = (line) => line,
): Plot.Markish {
  return Plot.axisY({
    label: null,
    tickSize: 0,
    fontSize: 12,
    tickFormat: (line: string) => shorten(nameOf(line), 12, width - 16),
  });
}

/** Bold words on lines of their own, each over the lines of its group. */
export function groupHeadings<Group extends string>(
  groups: readonly Group[],
  wordsOf: (group: Group) => string,
  dx = 4,
): Plot.Markish {
  return Plot.text(groups, {
    y: (group: Group) => group,
    text: wordsOf,
    frameAnchor: "left",
    textAnchor: "start",
    dx,
    fontSize: 12,
    fontWeight: "bold",
    stroke: "#ffffff",
    strokeWidth: 4,
    fill: INK,
  });
}
