import { fourRows, oneRow } from "./filter_gradient_tiles";
import {
  Geometry,
  panels,
  pixelBytes,
  prepareRows,
  rowBytes,
  runLength,
  runsPerRow,
} from "./geometry";

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

function matrixRows(g: FilterGradient): i32 {
  return g.filterHeight * g.filterWidth * g.inChannels;
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
  g: FilterGradient,
  out: usize,
  input: usize,
  dy: usize,
  rows: i32,
  dyPanel: usize,
): void {
  const row = rowBytes(g), pixel = pixelBytes(g), wide = <usize> panels(g) * 32;
  const runs = runsPerRow(g), length = runLength(g);
  const xPixel = <usize> g.strideX * pixel, xRow = <usize> g.strideY * row;
  const dyRow = <usize> g.outWidth * 32;
  for (let y = 0; y < g.filterHeight; y++) {
    for (let run = 0; run < runs; run++) {
      const start = input + <usize> (y * g.dilationY) * row +
        <usize> (run * g.dilationX) * pixel;
      for (let first = 0; first < length;) {
        const x = start + (<usize> first << 2);
        const left = length - first;
        let gradient = dy;
        for (let panel: usize = 0; panel < wide; panel += 32) {
          if (left >= 4) {
            fourRows(
              x,
              gradient,
              out + panel,
              rows,
              g.outWidth,
              xPixel,
              xRow,
              dyRow,
              wide,
            );
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
        g,
        out,
        input + <usize> (r * g.strideY) * rowBytes(g),
        dy + <usize> (r * g.outWidth) * 32,
        min(g.sumRows, rows - r),
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
