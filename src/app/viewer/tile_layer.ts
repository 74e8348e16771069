/// <reference lib="dom" />
/** A layer in tiles, of which only those in sight are painted. */
import type { Part } from "./paint_tiles.ts";
import { type Box, seenBox, type Size, toScreen, type View } from "./view.ts";

/** Pixels a side. */
const TILE = 512;

/** Tiles kept, of a megabyte each; more where more are in sight. */
const FEWEST_KEPT = 48;

/** Where and how a layer is drawn. */
export interface LayerPlace {
  readonly view: View;
  /** Of the element, in CSS pixels. */
  readonly host: Size;
  /** Device pixels for one CSS pixel. */
  readonly density: number;
  /** Whether there is time to paint one more tile. */
  readonly hasTime: () => boolean;
}

/** Asked before each piece of work: there is time for the first one in any case. */
export function timeFor(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  let isFirst = true;
  return () => {
    const hasTime = isFirst || performance.now() < end;
    isFirst = false;
    return hasTime;
  };
}

type Paint = (part: Part) => Uint8ClampedArray<ArrayBuffer>;

/** Tiles of one layer at several levels, painted when first seen. */
export class TileLayer {
  readonly #tiles = new Map<string, HTMLCanvasElement>();

  constructor(
    readonly size: Size,
    /** Pixels of a part. */
    readonly paint: Paint,
  ) {}

  /**
   * Draws what is in sight; a tile that there is no time for is shown coarser.
   *
   * @returns whether all tiles were there
   */
  draw(context: CanvasRenderingContext2D, place: LayerPlace, level: number): boolean {
    const span = TILE * 2 ** level;
    const seen = seenBox(place.view, place.host);
    const range = (start: number, end: number, length: number) =>
      [
        Math.max(0, Math.floor(start / span)),
        Math.ceil(Math.min(end, length) / span),
      ] as const;
    const [left, right] = range(seen.left, seen.right, this.size.width);
    const [top, bottom] = range(seen.top, seen.bottom, this.size.height);
    let whole = true;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const tile = this.#tile(level, column, row, place.hasTime);
        if (tile) this.#drawTile(context, place, tile, level, column, row);
        else whole = this.#drawCoarser(context, place, level, column, row);
      }
    }
    this.#forget(Math.max(FEWEST_KEPT, 2 * (right - left) * (bottom - top)));
    return whole;
  }

  #tile(level: number, column: number, row: number, hasTime: () => boolean) {
    const key = `${level} ${column} ${row}`;
    const kept = this.#tiles.get(key);
    if (kept) {
      // Drawn last, forgotten last.
      this.#tiles.delete(key);
      this.#tiles.set(key, kept);
      return kept;
    }
    if (!hasTime()) return undefined;
    const left = column * TILE, top = row * TILE;
    const width = Math.min(TILE, Math.ceil(this.size.width / 2 ** level) - left);
    const height = Math.min(TILE, Math.ceil(this.size.height / 2 ** level) - top);
    const tile = Object.assign(document.createElement("canvas"), { width, height });
    const pixels = this.paint({ level, left, top, width, height });
    tile.getContext("2d")!.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.#tiles.set(key, tile);
    return tile;
  }

  /** Those not drawn for longest go first. */
  #forget(kept: number): void {
    for (const key of this.#tiles.keys()) {
      if (this.#tiles.size <= kept) return;
      this.#tiles.delete(key);
    }
  }

  #drawTile(
    context: CanvasRenderingContext2D,
    place: LayerPlace,
    tile: HTMLCanvasElement,
    level: number,
    column: number,
    row: number,
  ): void {
    const block = 2 ** level;
    const left = column * TILE * block, top = row * TILE * block;
    const box = {
      left,
      top,
      right: left + tile.width * block,
      bottom: top + tile.height * block,
    };
    const [x, y, width, height] = onDevice(box, place);
    context.drawImage(tile, x, y, width, height);
  }

  /** The part of a tile of a higher level that lies in the place of a missing one. */
  #drawCoarser(
    context: CanvasRenderingContext2D,
    place: LayerPlace,
    level: number,
    column: number,
    row: number,
  ): false {
    for (let up = 1; up <= 6; up++) {
      const share = 2 ** up;
      const tile = this.#tiles.get(
        `${level + up} ${Math.floor(column / share)} ${Math.floor(row / share)}`,
      );
      if (tile === undefined) continue;
      const size = TILE / share, span = TILE * 2 ** level;
      const left = (column % share) * size, top = (row % share) * size;
      const box = {
        left: column * span,
        top: row * span,
        right: (column + 1) * span,
        bottom: (row + 1) * span,
      };
      context.drawImage(tile, left, top, size, size, ...onDevice(box, place));
      break;
    }
    return false;
  }
}

/** A box of the image in whole device pixels, so that tiles meet without a seam. */
function onDevice(
  box: Box,
  { view, host, density }: LayerPlace,
): [x: number, y: number, width: number, height: number] {
  const from = toScreen(view, host, { x: box.left, y: box.top });
  const to = toScreen(view, host, { x: box.right, y: box.bottom });
  const x = Math.round(from.x * density), y = Math.round(from.y * density);
  return [x, y, Math.round(to.x * density) - x, Math.round(to.y * density) - y];
}
