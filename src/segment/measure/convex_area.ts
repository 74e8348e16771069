/** A point of a chain: `across` at the height `down`, both in half pixels. */
interface Point {
  readonly down: number;
  readonly across: number;
}

/**
 * How many pixel centres lie in the convex hull of a nucleus or on its line, as
 * scikit-image counts its convex image: a pixel stands for the middles of its four
 * edges, so that a line of pixels has a hull too.
 *
 * Rows suffice: in a row, the middles of all edges lie within the hull of those of
 * its first and its last pixel. In half pixels all points are whole numbers, so that
 * a centre on the line is told from one beside it without rounding.
 *
 * @param first first column of each row from top to bottom, NaN where a row is empty
 * @param last last column of each row
 * @returns pixels, at least the nucleus' own
 */
export function convexArea(first: readonly number[], last: readonly number[]): number {
  const lefts = centresFrom(first);
  // The right side is a left side in the mirror.
  const rights = centresFrom(last.map((column) => -column));
  let area = 0;
  for (let row = 0; row < lefts.length; row++) area += 1 - rights[row]! - lefts[row]!;
  return area;
}

/** The first column within the hull, row by row. */
function centresFrom(first: readonly number[]): number[] {
  const chain = leftChain(first);
  const columns: number[] = [];
  let edge = 0;
  for (let row = 0; row < first.length; row++) {
    while (chain[edge + 1]!.down < 2 * row) edge++;
    const [a, b] = [chain[edge]!, chain[edge + 1]!];
    const fall = b.down - a.down;
    // Half pixels to pixels; whole numbers above and below the line give an exact
    // quotient where it is whole, and one that rounds up rightly where it is not.
    columns.push(
      Math.ceil(
        (a.across * fall + (b.across - a.across) * (2 * row - a.down)) / (2 * fall),
      ),
    );
  }
  return columns;
}

/** The hull's left side from top to bottom (Andrew's monotone chain). */
function leftChain(first: readonly number[]): Point[] {
  const chain: Point[] = [];
  const add = (point: Point) => {
    while (chain.length > 1 && !bends(chain.at(-2)!, chain.at(-1)!, point)) chain.pop();
    chain.push(point);
  };
  for (let half = -1; half < 2 * first.length; half++) {
    const across = half % 2 === 0
      ? 2 * first[half / 2]! - 1
      : 2 * least(first[(half - 1) / 2], first[(half + 1) / 2]);
    if (!Number.isNaN(across)) add({ down: half, across });
  }
  return chain;
}

/** The smaller of two columns, of which one may be missing. */
function least(a = NaN, b = NaN): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b);
}

/** Whether b lies left of the line from a to c. */
function bends(a: Point, b: Point, c: Point): boolean {
  return (b.across - a.across) * (c.down - a.down) <
    (c.across - a.across) * (b.down - a.down);
}
