/** For each label the sizes of its pieces: pixels that are joined by edges. */
export function piecesOf(
  labels: Int32Array,
  width: number,
): Map<number, number[]> {
  const pieces = new Map<number, number[]>();
  const seen = new Uint8Array(labels.length);
  labels.forEach((label, start) => {
    if (label === 0 || seen[start]) return;
    const stack = [start];
    seen[start] = 1;
    let size = 0;
    while (stack.length > 0) {
      const pixel = stack.pop()!;
      size++;
      const x = pixel % width;
      const around = [
        ...(x > 0 ? [pixel - 1] : []),
        ...(x < width - 1 ? [pixel + 1] : []),
        pixel - width,
        pixel + width,
      ];
      for (const next of around) {
        if (labels[next] === label && !seen[next]) {
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    pieces.getOrInsertComputed(label, () => []).push(size);
  });
  return pieces;
}
