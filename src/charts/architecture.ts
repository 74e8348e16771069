import * as Plot from "@observablehq/plot";
import type { Chart } from "../base/mod.ts";
import { isConvolution, type LayerRow, toBlocks } from "./blocks.ts";
import { figure, INNER_WIDTH, type Key } from "./figure.ts";
import { FAINT, GRID, INK, seriesColour } from "./palette.ts";
import { plotPanel } from "./panel.ts";
import { checkRows, distinct } from "./rows.ts";
import { plural } from "./words.ts";
import { BOX, type Edge, type EdgeKind, layOut, LEFT, type Placed } from "./layout.ts";

const KINDS = {
  down: { colour: seriesColour(0), label: "to a lower resolution", dash: "none" },
  up: { colour: seriesColour(5), label: "to a higher resolution", dash: "none" },
  skip: { colour: seriesColour(4), label: "skip connection", dash: "6 3" },
  plain: { colour: FAINT, label: "input, output", dash: "2 2" },
} as const;

/**
 * A network as a figure: a box for layers of one resolution that follow each
 * other, a row for each resolution, and arrows down, up and across.
 *
 * @param layers in any order; each names its inputs
 * @param options `title`, and `name` of the network for the caption
 * @throws {InputError} if the table is empty, lacks a column, or a layer takes
 *   one that is not there
 *
 * @example
 * ```ts
 * import { architectureChart } from "#karyon";
 * const chart = architectureChart([
 *   { name: "in", type: "InputLayer", outputShape: [64, 64, 3], inputs: [] },
 *   { name: "conv", type: "Conv2D", outputShape: [64, 64, 16], inputs: ["in"] },
 *   { name: "out", type: "Conv2D", outputShape: [64, 64, 1], inputs: ["conv"] },
 * ], { name: "Tiny" });
 * if (!chart.alt.includes("64 × 64: 3, 16, 1")) throw new Error();
 * ```
 */
export function architectureChart(
  layers: readonly LayerRow[],
  { name, title = name }: { name: string; title?: string },
): Chart {
  checkRows("architectureChart", layers, { name: "string", type: "string" });
  const { blocks, edges, levels, boxWidth, width, height } = layOut(
    toBlocks(layers),
    INNER_WIDTH,
  );
  const narrow = boxWidth < 38;
  const panel = plotPanel({
    width,
    height,
    margin: 0,
    x: { axis: null, domain: [0, width], range: [0, width] },
    y: { axis: null, domain: [0, height], range: [0, height] },
    marks: [
      Plot.ruleY(levels, {
        y: "y",
        x1: LEFT,
        x2: width,
        stroke: GRID,
        strokeDasharray: "2 4",
      }),
      Plot.text(levels, {
        x: LEFT - 14,
        y: "y",
        text: "name",
        textAnchor: "end",
        fontSize: 12,
      }),
      ...edges.map(({ kind, points }) =>
        Plot.line(points, {
          x: "x",
          y: "y",
          stroke: KINDS[kind].colour,
          strokeWidth: 1.5,
          strokeDasharray: KINDS[kind].dash,
        })
      ),
      Plot.dot(edges.map(arrowHead), {
        x: "x",
        y: "y",
        rotate: "degrees",
        symbol: "triangle",
        fill: "colour",
        r: 3.6,
      }),
      Plot.rect(blocks, {
        x1: (block: Placed) => block.x - boxWidth / 2,
        x2: (block: Placed) => block.x + boxWidth / 2,
        y1: (block: Placed) => block.y - BOX / 2,
        y2: (block: Placed) => block.y + BOX / 2,
        fill: "#ffffff",
        stroke: (block: Placed) => block.end ? FAINT : INK,
        strokeWidth: 1.3,
        rx: 4,
      }),
      Plot.text(blocks, {
        x: "x",
        y: (block: Placed) => block.y - [0, 6, 10, 16][notes(block, narrow).length]!,
        text: (block: Placed) => `${block.channels}`,
        fontSize: narrow ? 10 : 13,
        fontWeight: "bold",
      }),
      ...[0, 1, 2].map((line) =>
        Plot.text(blocks, {
          x: "x",
          y: (block: Placed) => block.y + lineOffset(line, notes(block, narrow).length),
          text: (block: Placed) => notes(block, narrow)[line] ?? "",
          fontSize: 10,
          fill: FAINT,
        })
      ),
    ],
  });
  const used = distinct(edges.map((edge) => edge.kind));
  const keys = (Object.keys(KINDS) as EdgeKind[])
    .filter((kind) => used.includes(kind))
    .map((kind): Key => ({ ...KINDS[kind], shape: "line" }));
  const convolutions = layers.filter(isConvolution).length;
  const inBoxes = blocks.reduce((sum, block) => sum + block.convolutions, 0);
  const inArrows = convolutions - inBoxes;
  const marks = [
    "convolutions",
    ...blocks.some(({ attentions }) => attentions > 0) ? ["self-attentions (attn)"] : [],
    ...blocks.some(({ gates }) => gates > 0) ? ["squeeze-and-excitations (SE)"] : [],
  ];
  const rows = levels.map(({ name: size }, level) =>
    `${size}: ${
      blocks.filter((block) => block.level === level)
        .toSorted((a, b) => a.column - b.column)
        .map((block) => block.channels).join(", ")
    }`
  );
  return figure({
    title,
    keys,
    panels: [panel],
    data: blocks.map(({ width, height, channels, convolutions, attentions, gates }) => ({
      width_pixels: width,
      height_pixels: height,
      channels,
      convolutions,
      self_attentions: attentions,
      squeeze_and_excitations: gates,
    })),
    caption: [
      `${name}: ${plural(layers.length, "layer")}, ${
        plural(convolutions, "convolution")
      }, at ${plural(levels.length, "resolution")} (width × height in pixels).`,
      "A box holds layers that follow each other; the number in it is their channels, " +
      `below it how many of them are ${marks.join(", ")}.`,
      ...inArrows > 0 ? [`The arrows hold ${plural(inArrows, "convolution")} more.`] : [],
      ...levels.some((level) => level.name.includes("–"))
        ? ["Convolutions are not padded: on one level, maps become smaller."]
        : [],
    ].join(" "),
    alt: `Network figure. Channels at ${rows.join("; ")}.`,
  });
}

/** What stands under the channels in a box, in lines. */
function notes(
  { end, convolutions, attentions, gates }: Placed,
  narrow: boolean,
): string[] {
  if (end) return [];
  return [
    ...convolutions > 0 ? [`${convolutions} ${narrow ? "c" : "conv"}`] : [],
    ...attentions > 0 ? [`${attentions} ${narrow ? "a" : "attn"}`] : [],
    ...gates > 0 ? [`${gates} SE`] : [],
  ];
}

/** How far under a box's middle one of its lines is. */
const lineOffset = (line: number, lines: number) =>
  lines === 1 ? 10 : 14 - 11 * (lines - 1 - line);

/** A triangle whose tip is where the way ends. */
function arrowHead({ kind, points }: Edge) {
  const [from, to] = [points.at(-2)!, points.at(-1)!];
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  return {
    x: to.x - 4 * Math.cos(angle),
    y: to.y - 4 * Math.sin(angle),
    // The symbol points up.
    degrees: angle * 180 / Math.PI + 90,
    colour: KINDS[kind].colour,
  };
}
