/** Runs of bytes that lie evenly apart, to be copied to others that do. */
@unmanaged
export class Copies {
  from: usize;
  to: usize;
  /** Runs, and bytes in each: a multiple of 4. */
  count: i32;
  bytes: usize;
  fromStep: usize;
  toStep: usize;
  /** Runs in a block. */
  blockRuns: i32;
}

/** Copies one block of runs. */
export function copyBlock(c: Copies, block: i32): void {
  const first = block * c.blockRuns, end = min(first + c.blockRuns, c.count);
  let from = c.from + <usize> first * c.fromStep, to = c.to + <usize> first * c.toStep;
  const whole = c.bytes & ~15;
  for (let n = first; n < end; n++) {
    if (c.bytes >= 2048) memory.copy(to, from, c.bytes);
    else {
      let at: usize = 0;
      for (; at < whole; at += 16) v128.store(to + at, v128.load(from + at));
      for (; at < c.bytes; at += 4) store<u32>(to + at, load<u32>(from + at));
    }
    from += c.fromStep;
    to += c.toStep;
  }
}
