/**
 * Numbers the connected pieces of equal values: pixels of one value that share
 * an edge belong together (4-connected), as in the labels of a prediction.
 *
 * @param values row-major; 0 is background
 * @returns 0 for background, else 1, 2, ... in the order of first pixels; and
 *   how many pieces there are
 */
export function labelPieces(
  values: ArrayLike<number>,
  width: number,
): { labels: Int32Array; pieces: number } {
  const labels = new Int32Array(values.length);
  const stack: number[] = [];
  let pieces = 0;
  for (let start = 0; start < values.length; start++) {
    const value = values[start]!;
    if (value === 0 || labels[start] !== 0) continue;
    const visit = (at: number) => {
      if (values[at] !== value || labels[at] !== 0) return;
      labels[at] = pieces;
      stack.push(at);
    };
    pieces++;
    visit(start);
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at + width < values.length) visit(at + width);
    }
  }
  return { labels, pieces };
}

/** Gives the values above 0 the numbers from 1 on, in the order of size. */
export function renumber(values: ArrayLike<number>): Int32Array {
  const found = new Set<number>();
  eachRun(values, (value) => found.add(value));
  found.delete(0);
  const numbers = new Map([...found].sort((a, b) => a - b).map((v, i) => [v, i + 1]));
  const labels = new Int32Array(values.length);
  eachRun(
    values,
    (value, start, end) => labels.fill(numbers.get(value) ?? 0, start, end),
  );
  return labels;
}

/** Calls `take` with each run of equal values: there are few where images are large. */
function eachRun(
  values: ArrayLike<number>,
  take: (value: number, start: number, end: number) => void,
): void {
  for (let start = 0, end = 0; start < values.length; start = end) {
    const value = values[start]!;
    while (end < values.length && values[end] === value) end++;
    take(value, start, end);
  }
}
