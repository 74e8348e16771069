import { countParts, multiplyAdd, storeLanes } from "./arithmetic";
import {
  Geometry,
  panels,
  pixelBytes,
  prepareRows,
  rowBytes,
  runLength,
  runsPerRow,
} from "./geometry";

/** A forward convolution, or one phase of a transposed one. */
@unmanaged
export class Convolution extends Geometry {
  /** The filter as `packPanel` lays it out. */
  packed: usize;
  /** One number an output channel, or 0 for none. */
  bias: usize;
  out: usize;
  /** Bytes between output images, rows and pixels: a phase fills every second pixel. */
  outImage: usize;
  outRow: usize;
  outPixel: usize;
  /** 0: none, 1: ReLU, 2: ReLU up to 6. */
  activation: i32;
}

function activate(values: v128, activation: i32): v128 {
  if (activation === 0) return values;
  const positive = f32x4.max(values, f32x4.splat(0));
  return activation === 1 ? positive : f32x4.min(positive, f32x4.splat(6));
}

function finish(to: usize, low: v128, high: v128, lanes: i32, activation: i32): void {
  storeLanes(to, activate(low, activation), lanes);
  storeLanes(to + 16, activate(high, activation), lanes - 4);
}

/**
 * Six neighbouring output pixels by eight channels: twelve sums stay in
 * registers, which is what sixteen of them have room for.
 */
function sixPixels(
  c: Convolution,
  x: usize,
  weights: usize,
  low: v128,
  high: v128,
  out: usize,
  row: usize,
  lanes: i32,
): void {
  const step = <usize> c.strideX * pixelBytes(c);
  const step2 = 2 * step, step3 = 3 * step, step4 = 4 * step, step5 = 5 * step;
  const tapRow = <usize> c.dilationY * row;
  const runs = runsPerRow(c), bytes = <usize> runLength(c) << 2;
  const runStep = <usize> c.dilationX * pixelBytes(c);
  let a0 = low, a1 = low, a2 = low, a3 = low, a4 = low, a5 = low;
  let b0 = high, b1 = high, b2 = high, b3 = high, b4 = high, b5 = high;
  for (let y = 0; y < c.filterHeight; y++) {
    for (let run = 0; run < runs; run++) {
      let at = x + <usize> run * runStep;
      const end = at + bytes;
      while (at < end) {
        const w0 = v128.load(weights);
        const w1 = v128.load(weights, 16);
        const x0 = v128.load_splat<f32>(at);
        a0 = multiplyAdd(x0, w0, a0);
        b0 = multiplyAdd(x0, w1, b0);
        const x1 = v128.load_splat<f32>(at + step);
        a1 = multiplyAdd(x1, w0, a1);
        b1 = multiplyAdd(x1, w1, b1);
        const x2 = v128.load_splat<f32>(at + step2);
        a2 = multiplyAdd(x2, w0, a2);
        b2 = multiplyAdd(x2, w1, b2);
        const x3 = v128.load_splat<f32>(at + step3);
        a3 = multiplyAdd(x3, w0, a3);
        b3 = multiplyAdd(x3, w1, b3);
        const x4 = v128.load_splat<f32>(at + step4);
        a4 = multiplyAdd(x4, w0, a4);
        b4 = multiplyAdd(x4, w1, b4);
        const x5 = v128.load_splat<f32>(at + step5);
        a5 = multiplyAdd(x5, w0, a5);
        b5 = multiplyAdd(x5, w1, b5);
        at += 4;
        weights += 32;
      }
    }
    x += tapRow;
  }
  const next = c.outPixel, activation = c.activation;
  finish(out, a0, b0, lanes, activation);
  finish(out + next, a1, b1, lanes, activation);
  finish(out + 2 * next, a2, b2, lanes, activation);
  finish(out + 3 * next, a3, b3, lanes, activation);
  finish(out + 4 * next, a4, b4, lanes, activation);
  finish(out + 5 * next, a5, b5, lanes, activation);
}

/** One output pixel by eight channels, for maps narrower than six. */
function onePixel(
  c: Convolution,
  x: usize,
  weights: usize,
  low: v128,
  high: v128,
  out: usize,
  row: usize,
  lanes: i32,
): void {
  const tapRow = <usize> c.dilationY * row;
  const runs = runsPerRow(c), bytes = <usize> runLength(c) << 2;
  const runStep = <usize> c.dilationX * pixelBytes(c);
  for (let y = 0; y < c.filterHeight; y++) {
    for (let run = 0; run < runs; run++) {
      let at = x + <usize> run * runStep;
      const end = at + bytes;
      while (at < end) {
        const x0 = v128.load_splat<f32>(at);
        low = multiplyAdd(x0, v128.load(weights), low);
        high = multiplyAdd(x0, v128.load(weights, 16), high);
        at += 4;
        weights += 32;
      }
    }
    x += tapRow;
  }
  finish(out, low, high, lanes, c.activation);
}

/** Four biases of a panel, zeros past the last channel. */
function loadBias(c: Convolution, first: i32): v128 {
  let values = f32x4.splat(0);
  if (c.bias === 0) return values;
  const from = c.bias + (<usize> first << 2);
  const lanes = c.outChannels - first;
  if (lanes >= 4) return v128.load(from);
  if (lanes > 0) values = v128.load_lane<f32>(from, values, 0);
  if (lanes > 1) values = v128.load_lane<f32>(from, values, 1, 4);
  if (lanes > 2) values = v128.load_lane<f32>(from, values, 2, 8);
  return values;
}

/** Convolves one block of output rows of one image. */
export function convolveBlock(c: Convolution, block: i32, thread: i32): void {
  const perImage = countParts(c.outHeight, c.blockRows);
  const image = block / perImage;
  const y = (block % perImage) * c.blockRows;
  const rows = min(c.blockRows, c.outHeight - y);
  const input = prepareRows(c, image, y, rows, thread);
  const row = rowBytes(c);
  const pixel = <usize> c.strideX * pixelBytes(c);
  const panelBytes = <usize> (c.filterHeight * c.filterWidth * c.inChannels) * 32;
  for (let panel = 0; panel < panels(c); panel++) {
    const first = panel * 8;
    const low = loadBias(c, first), high = loadBias(c, first + 4);
    const weights = c.packed + <usize> panel * panelBytes;
    const lanes = min(8, c.outChannels - first);
    for (let r = 0; r < rows; r++) {
      const from = input + <usize> (r * c.strideY) * row;
      const to = c.out + <usize> image * c.outImage + <usize> (y + r) * c.outRow +
        (<usize> first << 2);
      if (c.outWidth < 6) {
        for (let p = 0; p < c.outWidth; p++) {
          const at = <usize> p;
          onePixel(
            c,
            from + at * pixel,
            weights,
            low,
            high,
            to + at * c.outPixel,
            row,
            lanes,
          );
        }
        continue;
      }
      // The last six overlap with those before: the same sums are written twice.
      for (let p = 0; p < c.outWidth; p += 6) {
        const at = <usize> min(p, c.outWidth - 6);
        sixPixels(
          c,
          from + at * pixel,
          weights,
          low,
          high,
          to + at * c.outPixel,
          row,
          lanes,
        );
      }
    }
  }
}
