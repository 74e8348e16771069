import { countParts } from "./arithmetic";

/** Sums of the columns of a matrix. */
@unmanaged
export class ColumnSums {
  input: usize;
  /** One row of sums for each part. */
  partial: usize;
  rows: i32;
  columns: i32;
  parts: i32;
  out: usize;
  /** What every sum is multiplied by: 1 / rows makes it a mean. */
  scale: f32;
}

/** Sums four columns: four rows at a time, in sums of their own. */

function sumFour(from: usize, rows: i32, step: usize): v128 {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  let n = rows;
  for (; n >= 4; n -= 4) {
    a = f32x4.add(a, v128.load(from));
    b = f32x4.add(b, v128.load(from + step));
    c = f32x4.add(c, v128.load(from + 2 * step));
    d = f32x4.add(d, v128.load(from + 3 * step));
    from += 4 * step;
  }
  for (; n > 0; n--) {
    a = f32x4.add(a, v128.load(from));
    from += step;
  }
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

/** Rows that are summed before they are added up: sums of like size stay exact longer. */
const BLOCK = 64;

/** Sums one part of the rows. */
export function sumColumnsPart(s: ColumnSums, part: i32): void {
  const each = countParts(s.rows, s.parts);
  const first = part * each, end = min(first + each, s.rows);
  const step = <usize> s.columns << 2;
  const out = s.partial + <usize> part * step;
  memory.fill(out, 0, step);
  for (let row = first; row < end; row += BLOCK) {
    const rows = min(BLOCK, end - row);
    const from = s.input + <usize> row * step;
    let c: usize = 0;
    for (; c + 16 <= step; c += 16) {
      const sums = sumFour(from + c, rows, step);
      v128.store(out + c, f32x4.add(v128.load(out + c), sums));
    }
    for (; c < step; c += 4) {
      let sum: f32 = 0;
      for (let r = 0; r < rows; r++) sum += load<f32>(from + <usize> r * step + c);
      store<f32>(out + c, load<f32>(out + c) + sum);
    }
  }
}

/** Adds the parts in their order. */
export function addColumnParts(s: ColumnSums): void {
  const step = <usize> s.columns << 2;
  for (let c: usize = 0; c < step; c += 4) {
    let sum: f32 = 0;
    for (let part = 0; part < s.parts; part++) {
      sum += load<f32>(s.partial + <usize> part * step + c);
    }
    store<f32>(s.out + c, sum * s.scale);
  }
}
