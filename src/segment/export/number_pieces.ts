/**
 * Numbers the pieces that labels consist of: pixels of one label that share an
 * edge belong together (4-connected). Labels of a prediction are one piece each;
 * those that a person drew need not be.
 *
 * @param labels row-major, 0 is background
 * @returns 0 for background, else 1, 2, ... in the order of first pixels
 */
export function numberPieces(labels: Int32Array, width: number): Int32Array {
  const pieces = new Int32Array(labels.length);
  const waiting: number[] = [];
  let piece = 0;
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start]!;
    if (label === 0 || pieces[start] !== 0) continue;
    const enter = (at: number) => {
      if (labels[at] !== label || pieces[at] !== 0) return;
      pieces[at] = piece;
      waiting.push(at);
    };
    piece++;
    enter(start);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const x = at % width;
      if (x > 0) enter(at - 1);
      if (x < width - 1) enter(at + 1);
      // Beyond the first and the last row there is nothing that has a label.
      enter(at - width);
      enter(at + width);
    }
  }
  return pieces;
}
