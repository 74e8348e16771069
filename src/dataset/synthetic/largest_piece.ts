/**
 * The largest set of pixels that are joined by their edges.
 *
 * @param pixels places in an image of `width` columns
 * @param marks one value a pixel of that image, all 0; they are so again after
 * @returns a new array, in no order
 */
export function largestPiece(
  pixels: readonly number[],
  width: number,
  marks: Uint8Array,
): number[] {
  for (const pixel of pixels) marks[pixel] = 1;
  let largest: number[] = [];
  for (const start of pixels) {
    if (marks[start] === 0) continue;
    marks[start] = 0;
    const piece = [start];
    const join = (pixel: number) => {
      if (marks[pixel] !== 1) return;
      marks[pixel] = 0;
      piece.push(pixel);
    };
    for (let i = 0; i < piece.length; i++) {
      const pixel = piece[i]!;
      const x = pixel % width;
      if (x > 0) join(pixel - 1);
      if (x < width - 1) join(pixel + 1);
      join(pixel - width);
      join(pixel + width);
    }
    if (piece.length > largest.length) largest = piece;
  }
  return largest;
}
