import { multiplyAdd } from "./arithmetic";
import { Geometry, panels, pixelBytes, prepareRows, rowBytes, runLength, runsPerRow } from "./geometry";

/** The gradient of a convolution with respect to its filter. */
@unmanaged
export class FilterGradient extends Geometry {
  /** The output gradient, NHWC float32. */
  dy: usize;
  /** One sum for each part: rows of taps and input channels, panels of eight. */
  partial: usize;
  /** Parts that the output rows of all images are split into. */
  parts: i32;
  /** Output rows that are summed in registers before they are added up. */
  sumRows: i32;
  /** Where in a thread's scratch the output gradient is copied to. */
  dyScratch: usize;
  /** The gradient, HWIO float32. */
  dw: usize;
}

/** Rows of the gradient's matrix: taps times input channels. */
@inline
function matrixRows(g: FilterGradient): i32 {
  return g.filterHeight * g.filterWidth * g.inChannels;
}

@inline
function addTo(to: usize, low: v128, high: v128): void {
  v128.store(to, f32x4.add(v128.load(to), low));
  v128.store(to, f32x4.add(v128.load(to, 16), high), 16);
}

/**
 * Four input numbers a position by eight output channels: one load and four
 * shuffles are quicker here than four loads.
 */
function fourRows(
  x: usize, dy: usize, out: usize, rows: i32, columns: i32,
  xPixel: usize, xRow: usize, dyRow: usize, outRow: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero;
  let b0 = zero, b1 = zero, b2 = zero, b3 = zero;
  for (let r = 0; r < rows; r++) {
    let from = x, gradient = dy;
    for (let n = columns; n > 0; n--) {
      const d0 = v128.load(gradient);
      const d1 = v128.load(gradient, 16);
      const four = v128.load(from);
      const x0 = v128.shuffle<f32>(four, four, 0, 0, 0, 0);
      a0 = multiplyAdd(x0, d0, a0);
      b0 = multiplyAdd(x0, d1, b0);
      const x1 = v128.shuffle<f32>(four, four, 1, 1, 1, 1);
      a1 = multiplyAdd(x1, d0, a1);
      b1 = multiplyAdd(x1, d1, b1);
      const x2 = v128.shuffle<f32>(four, four, 2, 2, 2, 2);
      a2 = multiplyAdd(x2, d0, a2);
      b2 = multiplyAdd(x2, d1, b2);
      const x3 = v128.shuffle<f32>(four, four, 3, 3, 3, 3);
      a3 = multiplyAdd(x3, d0, a3);
      b3 = multiplyAdd(x3, d1, b3);
      from += xPixel;
      gradient += 32;
    }
    x += xRow;
    dy += dyRow;
  }
  addTo(out, a0, b0);
  addTo(out + outRow, a1, b1);
  addTo(out + 2 * outRow, a2, b2);
  addTo(out + 3 * outRow, a3, b3);
}

/** One input number a position by eight output channels. */
function oneRow(
  x: usize, dy: usize, out: usize, rows: i32, columns: i32,
  xPixel: usize, xRow: usize, dyRow: usize,
): void {
  let a0 = f32x4.splat(0), b0 = a0;
  for (let r = 0; r < rows; r++) {
    let from = x, gradient = dy;
    for (let n = columns; n > 0; n--) {
      const x0 = v128.load_splat<f32>(from);
      a0 = multiplyAdd(x0, v128.load(gradient), a0);
      b0 = multiplyAdd(x0, v128.load(gradient, 16), b0);
      from += xPixel;
      gradient += 32;
    }
    x += xRow;
    dy += dyRow;
  }
  addTo(out, a0, b0);
}

/**
 * Copies output gradients panel by panel, the last one filled up with zeros:
 * what a tile reads then lies side by side, however many channels there are.
 */
function packGradients(g: FilterGradient, from: usize, to: usize, rows: i32): void {
  const positions = rows * g.outWidth;
  const step = <usize> g.outChannels << 2;
  for (let panel = 0; panel < panels(g); panel++) {
    const channels = min(8, g.outChannels - panel * 8);
    let at = from + <usize> panel * 32;
    for (let n = positions; n > 0; n--) {
      if (channels === 8) {
        v128.store(to, v128.load(at));
        v128.store(to, v128.load(at, 16), 16);
      } else {
        memory.fill(to, 0, 32);
        for (let c = 0; c < channels; c++) {
          store<f32>(to + (<usize> c << 2), load<f32>(at + (<usize> c << 2)));
        }
      }
      at += step;
      to += 32;
    }
  }
}

/** Sums over some output rows of one image, whose inputs start at `input`. */
function sumRowsInto(
  g: FilterGradient, out: usize, input: usize, dy: usize, rows: i32, dyPanel: usize,
): void {
  const row = rowBytes(g), pixel = pixelBytes(g), wide = <usize> panels(g) * 32;
  const runs = runsPerRow(g), length = runLength(g);
  const xPixel = <usize> g.strideX * pixel, xRow = <usize> g.strideY * row;
  const dyRow = <usize> g.outWidth * 32;
  for (let y = 0; y < g.filterHeight; y++) {
    for (let run = 0; run < runs; run++) {
      const start = input + <usize> (y * g.dilationY) * row + <usize> (run * g.dilationX) * pixel;
      for (let first = 0; first < length;) {
        const x = start + (<usize> first << 2);
        const left = length - first;
        let gradient = dy;
        for (let panel: usize = 0; panel < wide; panel += 32) {
          if (left >= 4) {
            fourRows(x, gradient, out + panel, rows, g.outWidth, xPixel, xRow, dyRow, wide);
          } else {
            oneRow(x, gradient, out + panel, rows, g.outWidth, xPixel, xRow, dyRow);
          }
          gradient += dyPanel;
        }
        const done = left >= 4 ? 4 : 1;
        first += done;
        out += <usize> done * wide;
      }
    }
  }
}

/** Sums one part of the output rows into its own matrix. */
export function sumPart(g: FilterGradient, part: i32, thread: i32): void {
  const total = g.batch * g.outHeight;
  const end = <i32> (<i64> total * (part + 1) / g.parts);
  const bytes = <usize> (matrixRows(g) * panels(g)) * 32;
  const out = g.partial + <usize> part * bytes;
  const dy = g.scratch + <usize> thread * g.scratchBytes + g.dyScratch;
  memory.fill(out, 0, bytes);
  const dyRowBytes = <usize> (g.outWidth * g.outChannels) << 2;
  for (let at = <i32> (<i64> total * part / g.parts); at < end;) {
    const image = at / g.outHeight, y = at % g.outHeight;
    const rows = min(min(g.blockRows, end - at), g.outHeight - y);
    const input = prepareRows(g, image, y, rows, thread);
    packGradients(g, g.dy + <usize> at * dyRowBytes, dy, rows);
    for (let r = 0; r < rows; r += g.sumRows) {
      sumRowsInto(
        g, out, input + <usize> (r * g.strideY) * rowBytes(g),
        dy + <usize> (r * g.outWidth) * 32, min(g.sumRows, rows - r),
        <usize> (rows * g.outWidth) * 32,
      );
    }
    at += rows;
  }
}

/** Adds the parts, in their order, to some rows of the gradient. */
export function addParts(g: FilterGradient, row: i32): void {
  const wide = <usize> panels(g) * 32;
  const bytes = <usize> matrixRows(g) * wide;
  const end = min(row * 16 + 16, matrixRows(g));
  for (let r = row * 16; r < end; r++) {
    const to = g.dw + <usize> (r * g.outChannels * 4);
    for (let c = 0; c < g.outChannels; c++) {
      let from = g.partial + <usize> r * wide + (<usize> c << 2);
      let sum: f32 = 0;
      for (let part = 0; part < g.parts; part++) {
        sum += load<f32>(from);
        from += bytes;
      }
      store<f32>(to + (<usize> c << 2), sum);
    }
  }
}
