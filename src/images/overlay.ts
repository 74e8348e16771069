import { checkLength } from "./check.ts";
import type { Image } from "./image.ts";
import type { Color } from "./label_color.ts";
import { stretchContrast } from "./stretch.ts";

/** How {@linkcode drawOverlay} draws. */
export interface OverlayOptions {
  /** Red, green and blue, each 0..255; or a colour for each label. */
  readonly color?: Color | ((label: number) => Color);
  /** How much of the colour fills the nuclei, 0..1. */
  readonly opacity?: number;
  /** Width of the outlines in pixels, drawn inward; 0 draws none. */
  readonly outline?: number;
}

/**
 * Draws a mask or labels over an image: outlines and, if asked for, a filling.
 *
 * Labels also show the border between nuclei that touch. The image is stretched
 * for visibility, as by {@linkcode stretchContrast}.
 *
 * @param maskOrLabels row-major, `width * height` values; 0 is background
 * @param options `color` (default yellow), `opacity` of the filling (default 0),
 *   `outline` in pixels (default 1)
 * @returns an RGB image of 8 bits
 * @throws {RangeError} if the mask is not of the image's size
 *
 * @example
 * ```ts
 * import { createImage, drawOverlay } from "#karyon";
 * const mask = Uint8Array.of(0, 1, 0);
 * const overlay = drawOverlay(createImage(3, 1, 1), mask, { color: [255, 0, 0] });
 * if (overlay.data.join() !== "0,0,0,255,0,0,0,0,0") throw new Error();
 * ```
 */
export function drawOverlay(
  image: Image,
  maskOrLabels: Uint8Array | Int32Array,
  options: OverlayOptions = {},
): Image {
  const { color = [255, 220, 0], opacity = 0, outline = 1 } = options;
  const { width, height } = image;
  checkLength("maskOrLabels", maskOrLabels.length, width * height);
  const overlay = stretchContrast(image);
  const colorOf = typeof color === "function" ? color : () => color;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (maskOrLabels[at] === 0) continue;
      const paint = colorOf(maskOrLabels[at]!);
      const share = isOutline(maskOrLabels, width, height, x, y, outline) ? 1 : opacity;
      for (let c = 0; c < 3; c++) {
        const value = overlay.data[at * 3 + c]!;
        overlay.data[at * 3 + c] = Math.round(
          value + (paint[c]! - value) * share,
        );
      }
    }
  }
  return overlay;
}

/** Whether a pixel with another label lies within `steps` steps along the axes. */
function isOutline(
  labels: ArrayLike<number>,
  width: number,
  height: number,
  x: number,
  y: number,
  steps: number,
): boolean {
  const label = labels[y * width + x];
  for (let dy = -steps; dy <= steps; dy++) {
    const reach = steps - Math.abs(dy);
    for (let dx = -reach; dx <= reach; dx++) {
      const isInside = x + dx >= 0 && x + dx < width && y + dy >= 0 &&
        y + dy < height;
      if (isInside && labels[(y + dy) * width + x + dx] !== label) return true;
    }
  }
  return false;
}
