/** `a * b + c` in four lanes: one instruction where relaxed SIMD is built in. */

export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Stores the first `lanes` of four numbers: a map's last channels need not fill a vector. */
export function storeLanes(to: usize, values: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, values);
    return;
  }
  if (lanes > 0) v128.store_lane<f32>(to, values, 0);
  if (lanes > 1) v128.store_lane<f32>(to, values, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(to, values, 2, 8);
}

/** How many parts of `size` cover `total`. */

export function countParts(total: i32, size: i32): i32 {
  return (total + size - 1) / size;
}
