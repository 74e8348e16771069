/**
 * The middle value, or the mean of the two in the middle.
 *
 * @throws {RangeError} if there are no values
 */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Expected values but found none");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * How many times as many images a second we process as a peer does: above 1 is
 * faster than the peer, and null where the peer was not timed.
 *
 * @param ours seconds that we take for the same work
 * @param theirs seconds that the peer takes
 */
export function speedRatio(ours: number, theirs: number | undefined): number | null {
  return theirs === undefined ? null : theirs / ours;
}
