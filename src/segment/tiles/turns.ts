/** The eight ways in which a square comes to lie on itself, in this order. */
export const TURNS = [
  "as it is",
  "turned by 90 degrees clockwise",
  "turned by 180 degrees",
  "turned by 270 degrees clockwise",
  "mirrored",
  "mirrored, then turned by 90 degrees clockwise",
  "mirrored, then turned by 180 degrees",
  "mirrored, then turned by 270 degrees clockwise",
] as const;

/** How a turned picture walks over the one that it comes from. */
export interface Walk {
  /** Of the turned picture; pixels. */
  readonly width: number;
  /** Of the turned picture; pixels. */
  readonly height: number;
  /** The pixel that comes to lie at the upper left. */
  readonly start: number;
  /** From there to the pixel that comes to lie to its right. */
  readonly right: number;
  /** From there to the pixel that comes to lie below. */
  readonly down: number;
}

/**
 * Where the pixels of a turned picture come from: the one at (x, y) is
 * `start + x * right + y * down`. Read along it, a picture is turned; written
 * along it, it is turned back.
 *
 * @param turn index in {@linkcode TURNS}
 * @param width of the picture before; pixels
 */
export function walkOf(turn: number, width: number, height: number): Walk {
  const isMirrored = turn >= 4;
  // After mirroring, columns run the other way.
  const corner = isMirrored ? width - 1 : 0, step = isMirrored ? -1 : 1;
  const at = (x: number, y: number) => y * width + corner + step * x;
  const [right, bottom] = [width - 1, height - 1];
  switch (turn % 4) {
    case 1:
      return {
        width: height,
        height: width,
        start: at(0, bottom),
        right: -width,
        down: step,
      };
    case 2:
      return { width, height, start: at(right, bottom), right: -step, down: -width };
    case 3:
      return {
        width: height,
        height: width,
        start: at(right, 0),
        right: width,
        down: -step,
      };
    default:
      return { width, height, start: at(0, 0), right: step, down: width };
  }
}

/** The picture turned: `channels` values a pixel, row-major. */
export function turnValues(
  data: Float32Array,
  walk: Walk,
  channels: number,
): Float32Array {
  const turned = new Float32Array(data.length);
  let to = 0;
  for (let y = 0; y < walk.height; y++) {
    let from = (walk.start + y * walk.down) * channels;
    for (let x = 0; x < walk.width; x++, from += walk.right * channels) {
      for (let c = 0; c < channels; c++) turned[to++] = data[from + c]!;
    }
  }
  return turned;
}
