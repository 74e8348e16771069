import * as Plot from "@observablehq/plot";
import { createImage, encodePng } from "../images/mod.ts";

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
