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

/** "256 × 128": width and height in pixels. */
export const levelOf = (block: Block) => `${block.width} × ${block.height}`;

/** Columns by the longest way from the input; no two blocks in one place. */
function columnsOf(blocks: readonly Block[]): Map<number, number> {
  const columns = new Map<number, number>();
  const taken = new Set<string>();
  for (const block of blocks) {
    let column = Math.max(
      -1,
      ...[...block.inputs].map((id) => columns.get(id)!),
    ) + 1;
    while (taken.has(`${levelOf(block)},${column}`)) column++;
    taken.add(`${levelOf(block)},${column}`);
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

/** How far an arc rises over the boxes between its ends; 0 if none is there. */
function riseOf(
  from: { id: number; level: number; column: number },
  to: { level: number; column: number },
  all: readonly { level: number; column: number }[],
): number {
  const isOver = from.level === to.level &&
    all.some((other) =>
      other.level === from.level && other.column > from.column &&
      other.column < to.column
    );
  return isOver ? Math.min(LEVEL - BOX, 12 + 5 * (to.column - from.column)) : 0;
}

/** The way of one arrow: around the corner, straight, or over what is between. */
function route(
  from: Placed,
  to: Placed,
  all: readonly Placed[],
  boxWidth: number,
): Edge {
  const half = boxWidth / 2;
  const tall = BOX / 2;
  if (from.level < to.level) {
    const [a, b] = [{ x: from.x, y: from.y + tall }, {
      x: to.x - half,
      y: to.y,
    }];
    return { kind: "down", points: bend(a, { x: a.x, y: b.y }, b) };
  }
  if (from.level > to.level) {
    const [a, b] = [{ x: from.x + half, y: from.y }, {
      x: to.x,
      y: to.y + tall,
    }];
    return { kind: "up", points: bend(a, { x: b.x, y: a.y }, b) };
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
  const names = [
    ...new Set(
      blocks.toSorted((a, b) => b.width * b.height - a.width * a.height).map(
        levelOf,
      ),
    ),
  ];
  const columns = columnsOf(blocks);
  const cells = blocks.map((block) => ({
    ...block,
    column: columns.get(block.id)!,
    level: names.indexOf(levelOf(block)),
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
  const levels = names.map((name, level) => ({ name, y: top + level * LEVEL }));
  const placed = cells.map((cell): Placed => ({
    ...cell,
    x: LEFT + (cell.column + 0.5) * pitch,
    y: levels[cell.level]!.y,
  }));
  const byId = new Map(placed.map((block) => [block.id, block]));
  const edges = placed.flatMap((block) =>
    [...block.inputs].map((id) => route(byId.get(id)!, block, placed, boxWidth))
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
