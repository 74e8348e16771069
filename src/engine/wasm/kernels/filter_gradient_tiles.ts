/**
 * Tiles of a filter gradient: `x` and `dy` are the first position's numbers, from
 * one output row to the next are `xRow` and `dyRow` bytes, from one position to
 * the next `xPixel` and a panel's 32.
 */
import { multiplyAdd } from "./arithmetic";

/** Adds a tile's sums to what is there. */

function addTo(to: usize, low: v128, high: v128): void {
  v128.store(to, f32x4.add(v128.load(to), low));
  v128.store(to, f32x4.add(v128.load(to, 16), high), 16);
}

/**
 * Four input numbers a position by eight output channels: one load and four
 * shuffles are quicker here than four loads.
 */
export function fourRows(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  columns: i32,
  xPixel: usize,
  xRow: usize,
  dyRow: usize,
  outRow: usize,
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
export function oneRow(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  columns: i32,
  xPixel: usize,
  xRow: usize,
  dyRow: usize,
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
