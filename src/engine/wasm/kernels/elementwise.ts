/** One operation on every number; `OPERATIONS` in `elementwise_kernels.ts` names them. */
@unmanaged
export class Elementwise {
  operation: i32;
  a: usize;
  /** The second operand's first number; as long as `a`, or one row of it. */
  b: usize;
  out: usize;
  /** Numbers in `a`, and in one row of it. */
  size: i32;
  row: i32;
  /** Bytes of `b` from row to row: 0 where one row serves all. */
  bStep: usize;
  /** Rows in a block. */
  blockRows: i32;
}

function combine(operation: i32, a: v128, b: v128): v128 {
  if (operation === 0) return f32x4.add(a, b);
  if (operation === 1) return f32x4.sub(a, b);
  if (operation === 2) return f32x4.mul(a, b);
  if (operation === 3) return f32x4.max(a, b);
  // Step: 1 where positive; what is not a number stays so.
  const one = v128.and(f32x4.gt(a, b), f32x4.splat(1));
  return v128.bitselect(one, a, f32x4.eq(a, a));
}

function overRow(operation: i32, a: usize, b: usize, out: usize, bytes: usize): void {
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(out + at, combine(operation, v128.load(a + at), v128.load(b + at)));
  }
  for (; at < bytes; at += 4) {
    const value = combine(operation, v128.load32_zero(a + at), v128.load32_zero(b + at));
    v128.store_lane<f32>(out + at, value, 0);
  }
}

/** The same with one number for the second operand. */

function againstNumber(
  operation: i32,
  a: usize,
  b: v128,
  out: usize,
  bytes: usize,
): void {
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(out + at, combine(operation, v128.load(a + at), b));
  }
  for (; at < bytes; at += 4) {
    v128.store_lane<f32>(out + at, combine(operation, v128.load32_zero(a + at), b), 0);
  }
}

function overBlock(e: Elementwise, operation: i32, block: i32): void {
  const bytes = <usize> e.row << 2;
  const rows = e.size / e.row;
  const first = block * e.blockRows, end = min(first + e.blockRows, rows);
  const a = e.a + <usize> first * bytes, out = e.out + <usize> first * bytes;
  const count = <usize> (end - first) * bytes;
  if (e.b === 0) {
    againstNumber(operation, a, f32x4.splat(0), out, count);
  } else if (e.bStep !== 0) {
    overRow(operation, a, e.b + <usize> first * bytes, out, count);
  } else if (e.row === 1) {
    againstNumber(operation, a, v128.load32_splat(e.b), out, count);
  } else {
    for (let at: usize = 0; at < count; at += bytes) {
      overRow(operation, a + at, e.b, out + at, bytes);
    }
  }
}

/** Computes one block of rows. */
export function elementwiseBlock(e: Elementwise, block: i32): void {
  // One loop an operation: the choice stays outside of it.
  switch (e.operation) {
    case 0:
      return overBlock(e, 0, block);
    case 1:
      return overBlock(e, 1, block);
    case 2:
      return overBlock(e, 2, block);
    case 3:
      return overBlock(e, 3, block);
    default:
      return overBlock(e, 4, block);
  }
}
