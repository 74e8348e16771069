/** Labels for the tests of this folder, and two ways to count what rings enclose. */
import fc from "fast-check";
import type { Ring } from "#karyon";

export interface Labels {
  readonly labels: Int32Array;
  readonly width: number;
  readonly height: number;
}

/** Labels from a drawing: a digit a pixel, `.` for background. */
export function labelsFrom(...rows: readonly string[]): Labels {
  const labels = Int32Array.from(rows.join(""), (digit) => digit === "." ? 0 : +digit);
  return { labels, width: rows[0]!.length, height: rows.length };
}

/** Labels as wild as noise: several pieces, holes, pixels that touch at corners. */
export function anyLabels(): fc.Arbitrary<Labels> {
  return fc.record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
  }).chain(({ width, height }) =>
    fc.array(fc.constantFrom(0, 1, 1, 2), {
      minLength: width * height,
      maxLength: width * height,
    }).map((values) => ({ labels: Int32Array.from(values), width, height }))
  );
}

/** Gauss' shoelace formula: above 0 where x turns toward y around the ring. */
export function areaOf(ring: Ring): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** The pixels whose middles lie inside by the even-odd rule: 1 there, 0 elsewhere. */
export function fillRings(
  rings: readonly Ring[],
  width: number,
  height: number,
): number[] {
  return Array.from({ length: width * height }, (_, at) => {
    const x = at % width + 0.5, y = Math.floor(at / width) + 0.5;
    let crossings = 0;
    for (const ring of rings) {
      ring.forEach(([fromX, fromY], i) => {
        const toY = ring[(i + 1) % ring.length]![1];
        // Lines run along the pixels' edges: only upright ones can be crossed.
        if (fromX > x && (fromY > y) !== (toY > y)) crossings++;
      });
    }
    return crossings % 2;
  });
}
