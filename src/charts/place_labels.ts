import { textWidth } from "./words.ts";

/** A dot that gets a label; pixels, y downward. */
export interface LabelledDot {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly text: string;
}

/** Where the middle of a label is, against its dot's middle; pixels. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The area in pixels that two boxes have in common. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}

const around = (x: number, y: number, halfWidth: number, halfHeight: number): Box => ({
  left: x - halfWidth,
  right: x + halfWidth,
  top: y - halfHeight,
  bottom: y + halfHeight,
});

/**
 * Finds for each label a place near its dot that covers no other label and no
 * dot, as far as there is one: at the right, left, above, below, at the corners,
 * nearer before farther; labels of large dots inside them.
 *
 * @param size of the type in pixels
 * @param bounds labels stay within; pixels
 * @returns a place for each dot, in their order
 */
export function placeLabels(
  dots: readonly LabelledDot[],
  size: number,
  bounds: { readonly width: number; readonly height: number },
): LabelPlace[] {
  const dotBoxes = dots.map(({ x, y, r }) => around(x, y, r, r));
  const taken: Box[] = [];
  const places = new Map<LabelledDot, LabelPlace>();
  for (const dot of dots.toSorted((a, b) => b.r - a.r)) {
    const half = { x: textWidth(dot.text, size) / 2 + 1, y: size * 0.55 };
    let best = { dx: 0, dy: 0, cost: Infinity, box: around(0, 0, 0, 0) };
    for (const [step, { dx, dy }] of candidates(dot.r, half).entries()) {
      const box = around(dot.x + dx, dot.y + dy, half.x, half.y);
      const outside = box.left < 0 || box.top < 0 || box.right > bounds.width ||
        box.bottom > bounds.height;
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0) * 3 +
        dotBoxes.reduce(
          (sum, other, index) =>
            dots[index] === dot && dx === 0 ? sum : sum + overlap(box, other),
          0,
        );
      const cost = covered + (outside ? 1e6 : 0) + step * 0.01;
      if (cost < best.cost) best = { dx, dy, cost, box };
    }
    taken.push(best.box);
    places.set(dot, { dx: best.dx, dy: best.dy });
  }
  return dots.map((dot) => places.get(dot)!);
}

function candidates(r: number, half: { x: number; y: number }): LabelPlace[] {
  const inside = r > half.x ? [{ dx: 0, dy: 0 }] : [];
  const rings = [2, 9, 18].flatMap((gap) => {
    const [right, below] = [r + gap + half.x, r + gap + half.y];
    const corner = r * 0.7 + gap;
    return [
      { dx: right, dy: 0 },
      { dx: -right, dy: 0 },
      { dx: 0, dy: -below },
      { dx: 0, dy: below },
      ...[[1, -1], [1, 1], [-1, -1], [-1, 1]].map(([x, y]) => ({
        dx: x! * (corner + half.x),
        dy: y! * (corner + half.y),
      })),
    ];
  });
  return [...inside, ...rings];
}
