/** A corner of a pixel: pixel (x, y) reaches from (x, y) to (x + 1, y + 1). */
export type Point = readonly [x: number, y: number];

/** The corners of a closed line in order; the last is joined to the first. */
export type Ring = readonly Point[];

/** A step along an edge, and the pixels ahead of it, seen from the corner it starts at. */
interface Heading {
  readonly dx: number;
  readonly dy: number;
  /** From the corner to the pixel ahead on the left, and to that on the right. */
  readonly left: Point;
  readonly right: Point;
}

/** To the right, down, to the left, up: each a quarter turn to the right of the last. */
const HEADINGS: readonly Heading[] = [
  { dx: 1, dy: 0, left: [0, -1], right: [0, 0] },
  { dx: 0, dy: 1, left: [0, 0], right: [-1, 0] },
  { dx: -1, dy: 0, left: [-1, 0], right: [-1, -1] },
  { dx: 0, dy: -1, left: [-1, -1], right: [0, -1] },
];

/**
 * Walks once around the edge of a piece with the piece on the right: clockwise on
 * the screen around it, counterclockwise around its holes.
 *
 * Where two pixels of the piece touch at a corner only, the walk crosses over. The
 * piece being 4-connected, what lies on one side of such a corner is a hole of its
 * own, and so no ring comes to a corner twice.
 *
 * @param pieces row-major, a number for each piece
 * @param start a pixel whose upper edge is on the ring, and its left end a corner
 * @param seen gets 1 for every pixel whose upper edge was walked along
 */
export function traceRing(
  pieces: Int32Array,
  width: number,
  start: number,
  seen: Uint8Array,
): Ring {
  const piece = pieces[start]!;
  const isInside = (x: number, y: number) =>
    x >= 0 && x < width && pieces[y * width + x] === piece;
  const first: Point = [start % width, Math.floor(start / width)];
  const ring: Point[] = [first];
  let [x, y] = first;
  let heading = 0;
  while (true) {
    if (heading === 0) seen[y * width + x] = 1;
    x += HEADINGS[heading]!.dx;
    y += HEADINGS[heading]!.dy;
    if (x === first[0] && y === first[1]) return ring;
    const { left, right } = HEADINGS[heading]!;
    if (isInside(x + left[0], y + left[1])) heading = (heading + 3) % 4;
    else if (!isInside(x + right[0], y + right[1])) heading = (heading + 1) % 4;
    else continue;
    ring.push([x, y]);
  }
}
