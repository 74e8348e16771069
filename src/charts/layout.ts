import type { Block } from "./blocks.ts";

/** Left of the boxes stand the resolutions. */
export const LEFT = 84;
/** Height of a box. */
export const BOX = 40;
/** From one level to the next. */
const LEVEL = 84;

/** What an arrow means. */
export type EdgeKind = "down" | "up" | "skip" | "plain";

export interface Placed extends Block {
  readonly column: number;
  readonly level: number;
  /** Middle of the box in pixels. */
  readonly x: number;
  readonly y: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An arrow's way and the direction that its head points to. */
export interface Edge {
  readonly kind: EdgeKind;
  readonly points: readonly Point[];
}

export interface Layout {
  readonly blocks: readonly Placed[];
  readonly edges: readonly Edge[];
  /** Name and height of each level, the highest resolution first. */
  readonly levels: readonly { readonly name: string; readonly y: number }[];
  readonly boxWidth: number;
  readonly width: number;
  readonly height: number;
}

/** "256 × 128", width and height in pixels; "568–388" where maps lose their borders. */
function nameLevel(blocks: readonly Block[]): string {
  const most = Math.max(...blocks.map(({ width }) => width));
  const least = Math.min(...blocks.map(({ narrowest }) => narrowest));
  const [{ width, height }] = blocks as [Block];
  return most === least ? `${width} × ${height}` : `${most}–${least}`;
}

/** Columns by the longest way from the input; no two blocks in one place. */
function columnsOf(blocks: readonly Block[]): Map<number, number> {
  const columns = new Map<number, number>();
  const taken = new Set<string>();
  for (const block of blocks) {
    let column = Math.max(
      -1,
      ...[...block.inputs].map((id) => columns.get(id)!),
    ) + 1;
    while (taken.has(`${block.scale},${column}`)) column++;
    taken.add(`${block.scale},${column}`);
    columns.set(block.id, column);
  }
  return columns;
}

/** A curve from a to b that leaves and arrives towards the corner c. */
function bend(a: Point, c: Point, b: Point): Point[] {
  return Array.from({ length: 25 }, (_, i) => {
    const t = i / 24;
    const at = (k: "x" | "y") =>
      (1 - t) ** 2 * a[k] + 2 * t * (1 - t) * c[k] + t ** 2 * b[k];
    return { x: at("x"), y: at("y") };
  });
}

/** A curve that leaves a downward and arrives at b downward, or both upward. */
function sway(a: Point, b: Point): Point[] {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return [
    ...bend(a, { x: a.x, y: middle.y }, middle),
    ...bend(middle, { x: b.x, y: middle.y }, b),
  ];
}

/** Whether a box stands in a row between two columns. */
const isBetween = (
  level: number,
  from: { column: number },
  to: { column: number },
  all: readonly { level: number; column: number }[],
) =>
  all.some((other) =>
    other.level === level && other.column > from.column && other.column < to.column
  );

/** How far an arc rises over the boxes between its ends; 0 if none is there. */
function riseOf(
  from: { id: number; level: number; column: number },
  to: { level: number; column: number },
  all: readonly { level: number; column: number }[],
): number {
  const isOver = from.level === to.level && isBetween(from.level, from, to, all);
  return isOver ? Math.min(LEVEL - BOX, 12 + 5 * (to.column - from.column)) : 0;
}

/** The way of one arrow: around the corner, straight, or over what is between. */
function route(
  from: Placed,
  to: Placed,
  all: readonly Placed[],
  { half, isCrowded }: { half: number; isCrowded: (block: Placed) => boolean },
): Edge {
  const tall = BOX / 2;
  const aside = (block: Placed) => isCrowded(block) ? half * 0.4 : 0;
  if (from.level < to.level) {
    const a = { x: from.x + aside(from), y: from.y + tall };
    const isBlocked = isBetween(to.level, from, to, all);
    const b = isBlocked
      ? { x: to.x - half * 0.4, y: to.y - tall }
      : { x: to.x - half, y: to.y };
    return {
      kind: "down",
      points: isBlocked ? sway(a, b) : bend(a, { x: a.x, y: b.y }, b),
    };
  }
  if (from.level > to.level) {
    const b = { x: to.x - aside(to), y: to.y + tall };
    const isBlocked = isBetween(from.level, from, to, all);
    const a = isBlocked
      ? { x: from.x + half * 0.4, y: from.y - tall }
      : { x: from.x + half, y: from.y };
    return {
      kind: "up",
      points: isBlocked ? sway(a, b) : bend(a, { x: b.x, y: a.y }, b),
    };
  }
  const kind = from.end || to.end ? "plain" : "skip";
  const rise = riseOf(from, to, all);
  if (rise === 0) {
    const [a, b] = [{ x: from.x + half, y: from.y }, {
      x: to.x - half,
      y: to.y,
    }];
    return { kind, points: [a, b] };
  }
  const [a, b] = [
    { x: from.x + half * 0.4, y: from.y - tall },
    { x: to.x - half * 0.4, y: to.y - tall },
  ];
  return {
    kind,
    points: bend(a, { x: (a.x + b.x) / 2, y: a.y - 2 * rise }, b),
  };
}

/**
 * Places blocks by order and resolution, and the arrows between them, in pixels.
 *
 * @param least the width, unless so many columns need more
 */
export function layOut(blocks: readonly Block[], least: number): Layout {
  const scales = [...new Set(blocks.map(({ scale }) => scale))].sort((a, b) => a - b);
  const columns = columnsOf(blocks);
  const cells = blocks.map((block) => ({
    ...block,
    column: columns.get(block.id)!,
    level: scales.indexOf(block.scale),
  }));
  const count = Math.max(...columns.values()) + 1;
  const width = Math.max(least, LEFT + count * 40);
  const pitch = Math.min(96, (width - LEFT) / count);
  const boxWidth = Math.min(46, pitch - 12);
  const find = new Map(cells.map((cell) => [cell.id, cell]));
  const rises = cells.filter((cell) => cell.level === 0).flatMap((cell) =>
    [...cell.inputs].map((id) => riseOf(find.get(id)!, cell, cells))
  );
  const top = 10 + BOX / 2 + Math.max(0, ...rises);
  const levels = scales.map((scale, level) => ({
    name: nameLevel(blocks.filter((block) => block.scale === scale)),
    y: top + level * LEVEL,
  }));
  const placed = cells.map((cell): Placed => ({
    ...cell,
    x: LEFT + (cell.column + 0.5) * pitch,
    y: levels[cell.level]!.y,
  }));
  const byId = new Map(placed.map((block) => [block.id, block]));
  const pairs = placed.flatMap((to) =>
    [...to.inputs].map((id) => ({ from: byId.get(id)!, to }))
  );
  // Where arrows leave a box's bottom and others arrive, each kind has a side of it.
  const crowded = new Set(
    pairs.filter(({ from, to }) => from.level > to.level).map(({ to }) => to)
      .filter((block) =>
        pairs.some(({ from, to }) => from === block && to.level > block.level)
      ),
  );
  const edges = pairs.map(({ from, to }) =>
    route(from, to, placed, { half: boxWidth / 2, isCrowded: (box) => crowded.has(box) })
  );
  return {
    blocks: placed,
    edges,
    levels,
    boxWidth,
    width,
    height: levels.at(-1)!.y + BOX,
  };
}
