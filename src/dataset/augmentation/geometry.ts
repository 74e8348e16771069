import type { Random } from "../../base/mod.ts";
import { drawBetween, drawFactor } from "./draw.ts";
import type { Augmentation } from "./options.ts";

/**
 * Where in the source a pixel of the result lies: x = xx u + xy v + x0 and
 * y = yx u + yy v + y0, with pixel centres at integers on both sides.
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** Cosine and sine, exact for quarter turns, so that these move whole pixels. */
function turnBy(quarters: number, degrees: number): [cos: number, sin: number] {
  const [cos, sin] = [[1, 0], [0, 1], [-1, 0], [0, -1]][quarters]! as [number, number];
  if (degrees === 0) return [cos, sin];
  const angle = degrees * Math.PI / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [cos * c - sin * s, sin * c + cos * s];
}

/**
 * Draws which part of an image becomes a square, and how it is mirrored, turned and
 * zoomed. Without options it is the image squeezed to the square, as
 * `resizeBilinear()` does it.
 *
 * @param source width and height of the image, in pixels
 * @param size of the square, in pixels
 */
export function drawGeometry(
  source: { readonly width: number; readonly height: number },
  size: number,
  options: Augmentation,
  random: Random,
): Affine {
  const { width, height } = source;
  const isSqueezed = random() < (options.squeeze ?? 1);
  const zoom = options.zoom ? drawFactor(random, options.zoom) : 1;
  const stretch = options.stretch
    ? Math.sqrt(drawFactor(random, [1 / options.stretch, options.stretch]))
    : 1;
  // Source pixels that a pixel of the result is wide and high.
  const stepX = (isSqueezed ? width / size : 1) / (zoom * stretch);
  const stepY = (isSqueezed ? height / size : 1) / zoom * stretch;
  const mirrorX = options.flip && random() < 0.5 ? -1 : 1;
  const mirrorY = options.flip && random() < 0.5 ? -1 : 1;
  const [cos, sin] = turnBy(
    options.quarterTurns ? Math.floor(4 * random()) : 0,
    options.rotate ? drawBetween(random, [-options.rotate, options.rotate]) : 0,
  );
  // A window within the image where it fits, else the image within the window.
  const centreOf = (length: number, step: number) => {
    const half = size * step / 2;
    const [from, to] = half * 2 <= length ? [half, length - half] : [length - half, half];
    return options.zoom || !isSqueezed ? drawBetween(random, [from, to]) : length / 2;
  };
  const centreX = centreOf(width, stepX), centreY = centreOf(height, stepY);
  const [xx, xy] = [cos * mirrorX * stepX, -sin * mirrorY * stepX];
  const [yx, yy] = [sin * mirrorX * stepY, cos * mirrorY * stepY];
  const middle = (size - 1) / 2;
  return {
    xx,
    xy,
    x0: centreX - 0.5 - (xx + xy) * middle,
    yx,
    yy,
    y0: centreY - 0.5 - (yx + yy) * middle,
  };
}
