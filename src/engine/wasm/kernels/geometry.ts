import { countParts } from "./arithmetic";

/**
 * Where the numbers of a 2-D convolution lie: addresses and steps in bytes,
 * everything else in pixels or channels. `figuresOf` outside fills it in.
 */
@unmanaged
export class Geometry {
  /** The input, NHWC float32. */
  input: usize;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  batch: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideY: i32;
  strideX: i32;
  dilationY: i32;
  dilationX: i32;
  /** Rows and columns of zeros before the image; negative where taps start inside. */
  padTop: i32;
  padLeft: i32;
  /** 1 where no tap leaves the image: then nothing is copied. */
  inside: i32;
  /** Output rows that are prepared at a time. */
  blockRows: i32;
  /** Room for one thread's copies, and its size. */
  scratch: usize;
  scratchBytes: usize;
}

export function pixelBytes(g: Geometry): usize {
  return <usize> g.inChannels << 2;
}

/** Panels of eight output channels. */

export function panels(g: Geometry): i32 {
  return countParts(g.outChannels, 8);
}

/** Input columns that one output row looks at. */

export function windowColumns(g: Geometry): i32 {
  return (g.outWidth - 1) * g.strideX + (g.filterWidth - 1) * g.dilationX + 1;
}

/** Bytes from one input row to the next, as the kernels see it. */

export function rowBytes(g: Geometry): usize {
  return <usize> (g.inside ? g.inWidth : windowColumns(g)) * pixelBytes(g);
}

/**
 * Taps of one filter row that touch neighbouring numbers form a run: all of
 * them, unless dilation tears them apart.
 */

export function runsPerRow(g: Geometry): i32 {
  return g.dilationX === 1 ? 1 : g.filterWidth;
}

/** Numbers in a run. */

export function runLength(g: Geometry): i32 {
  return g.dilationX === 1 ? g.filterWidth * g.inChannels : g.inChannels;
}

/**
 * The input pixel under the first tap of output row `y`, first column. Where
 * taps leave the image, the rows for `rows` output rows are copied to the
 * thread's scratch with zeros around them.
 */
export function prepareRows(
  g: Geometry,
  image: i32,
  y: i32,
  rows: i32,
  thread: i32,
): usize {
  const pixel = pixelBytes(g);
  const imageRow = <usize> g.inWidth * pixel;
  const start = g.input + <usize> (image * g.inHeight) * imageRow;
  const firstRow = y * g.strideY - g.padTop;
  if (g.inside) return start + <usize> firstRow * imageRow - <usize> g.padLeft * pixel;

  const columns = windowColumns(g);
  const count = (rows - 1) * g.strideY + (g.filterHeight - 1) * g.dilationY + 1;
  const before = min(max(g.padLeft, 0), columns);
  const skipped = max(-g.padLeft, 0);
  const copied = max(min(columns - before, g.inWidth - skipped), 0);
  const after = columns - before - copied;
  const scratch = g.scratch + <usize> thread * g.scratchBytes;
  let to = scratch;
  for (let row = firstRow; row < firstRow + count; row++) {
    if (row < 0 || row >= g.inHeight) {
      memory.fill(to, 0, <usize> columns * pixel);
      to += <usize> columns * pixel;
      continue;
    }
    memory.fill(to, 0, <usize> before * pixel);
    to += <usize> before * pixel;
    const from = start + <usize> row * imageRow + <usize> skipped * pixel;
    memory.copy(to, from, <usize> copied * pixel);
    to += <usize> copied * pixel;
    memory.fill(to, 0, <usize> after * pixel);
    to += <usize> after * pixel;
  }
  return scratch;
}
