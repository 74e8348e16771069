import * as Plot from "@observablehq/plot";
import { createImage, encodePng } from "../images/mod.ts";
import { INNER_WIDTH } from "./figure.ts";
import { type Panel, plotPanel } from "./panel.ts";

/** Steps of the colour scale: more than an eye parts. */
const STEPS = 256;

/** Red, green and blue from 0 to 1: black, purple, orange, yellow, ever lighter. */
function palette(): number[][] {
  const scale = Plot.scale({
    color: { type: "linear", scheme: "inferno", domain: [0, STEPS - 1] },
  })!;
  return Array.from({ length: STEPS }, (_, step) => {
    const colour = String(scale.apply(step));
    return colour.startsWith("#")
      ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
      : colour.match(/\d+/g)!.map(Number);
  });
}

/**
 * Values as colours, one pixel each, as a PNG's data URL.
 *
 * @param values `height * width`, row-major, at least 0
 * @param most what the lightest colour stands for, above 0
 */
export async function heatUrl(
  values: ArrayLike<number>,
  width: number,
  height: number,
  most: number,
): Promise<string> {
  const colours = palette();
  const painted = createImage(width, height, 3);
  for (let i = 0; i < width * height; i++) {
    const step = Math.round(Math.min(1, values[i]! / most) * (STEPS - 1));
    painted.data.set(colours[step]!, i * 3);
  }
  return `data:image/png;base64,${(await encodePng(painted)).toBase64()}`;
}

/**
 * What the colours stand for, as a bar of so many pixels from the figure's left edge on.
 *
 * @param most what the lightest colour stands for, above 0
 * @param label what the values are
 */
export function heatBar(
  { from, width }: { readonly from: number; readonly width: number },
  most: number,
  label: string,
): Panel {
  const bars = Array.from({ length: 64 }, (_, i) => i);
  return plotPanel({
    width: INNER_WIDTH,
    height: 46,
    marginLeft: from + 4,
    marginRight: INNER_WIDTH - from - width + 4,
    marginTop: 4,
    marginBottom: 30,
    x: { label, labelAnchor: "center", domain: [0, most], ticks: 5 },
    // Black, purple, orange, yellow: lightness rises all the way, in print as well.
    color: { type: "linear", scheme: "inferno", domain: [0, most] },
    marks: [
      Plot.rect(bars, {
        x1: (i: number) => i * most / bars.length,
        x2: (i: number) => (i + 1) * most / bars.length,
        fill: (i: number) => (i + 0.5) * most / bars.length,
        // Else the seams between the bars shine through.
        shapeRendering: "crispEdges",
      }),
    ],
  });
}
