import type { Region } from "../../images/mod.ts";
import { labelNuclei } from "../label_nuclei.ts";

/** Nuclei of a tile, and where it lies in the image. */
export interface SeenNuclei extends Region {
  /** 0 for background, n for the n-th nucleus of the tile. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** What is known of a nucleus of a tile. */
interface Piece {
  area: number;
  sumX: number;
  sumY: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Pixels that are a nucleus of another tile already. */
  taken: number;
  /** Pixels in the tile's core. */
  inside: number;
}

/**
 * The rows of a huge label image that tiles may still write to.
 *
 * Tiles see more than their core, so that no nucleus near a seam is cut, and each
 * nucleus near a seam is seen by two to four tiles, which may see it a little
 * differently. Its first tile takes it: one in whose core, or up to `slack` beyond
 * it, the nucleus' centroid lies. A nucleus of a later tile with half of its pixels
 * taken already is the same one seen again, and is dropped; one with fewer keeps what
 * is left of it in one piece.
 */
export class LabelCanvas {
  /** How many nuclei there are so far. */
  count = 0;
  #top = 0;
  #labels: Int32Array;

  /**
   * @param width of the image; pixels
   * @param height of the image; pixels
   * @param rows how many are kept: what a row of tiles sees
   * @param slack pixels
   */
  constructor(
    private readonly width: number,
    height: number,
    rows: number,
    private readonly slack: number,
  ) {
    this.#labels = new Int32Array(width * Math.min(rows, height));
  }

  /**
   * Takes over the nuclei that belong to a tile and that no other has brought.
   *
   * @param core what the tile answers for
   * @returns labels of the tile's size that hold these alone, numbered from
   *   `count + 1` as it was before
   */
  take(seen: SeenNuclei, core: Region): Int32Array {
    const mine = new Int32Array(seen.labels.length);
    this.#look(seen, core).forEach((piece, i) => {
      if (piece.area === 0 || 2 * piece.taken >= piece.area) return;
      if (!this.#belongs(piece, core)) return;
      const pixels = this.#pixelsOf(seen, i + 1, piece);
      if (2 * pixels.length < piece.area) return;
      this.count++;
      for (const at of pixels) {
        mine[at] = this.count;
        this.#labels[this.#place(seen, at)] = this.count;
      }
    });
    return mine;
  }

  /**
   * Gives away the rows that no tile will write to any more.
   *
   * @param end the row after the last of them
   */
  release(end: number): Int32Array {
    const length = (end - this.#top) * this.width;
    const rows = this.#labels.slice(0, length);
    this.#labels.copyWithin(0, length);
    this.#labels.fill(0, this.#labels.length - length);
    this.#top = end;
    return rows;
  }

  /** Where a pixel of a tile stands in the rows that are kept. */
  #place({ left, top, width }: SeenNuclei, at: number): number {
    const x = at % width, y = (at - x) / width;
    return (top + y - this.#top) * this.width + left + x;
  }

  #look(seen: SeenNuclei, core: Region): Piece[] {
    const pieces = Array.from({ length: seen.count }, (): Piece => ({
      area: 0,
      sumX: 0,
      sumY: 0,
      left: Infinity,
      right: 0,
      top: Infinity,
      bottom: 0,
      taken: 0,
      inside: 0,
    }));
    for (let y = seen.top, at = 0; y < seen.top + seen.height; y++) {
      const isRow = y >= core.top && y < core.top + core.height;
      const row = (y - this.#top) * this.width;
      for (let x = seen.left; x < seen.left + seen.width; x++, at++) {
        const label = seen.labels[at]!;
        if (label === 0) continue;
        const piece = pieces[label - 1]!;
        piece.area++;
        piece.sumX += x;
        piece.sumY += y;
        if (x < piece.left) piece.left = x;
        if (x > piece.right) piece.right = x;
        if (y < piece.top) piece.top = y;
        piece.bottom = y;
        if (this.#labels[row + x] !== 0) piece.taken++;
        if (isRow && x >= core.left && x < core.left + core.width) piece.inside++;
      }
    }
    return pieces;
  }

  #belongs({ area, sumX, sumY, inside }: Piece, core: Region): boolean {
    // A nucleus as large as the core may have its middle anywhere.
    if (2 * inside >= area) return true;
    const near = (middle: number, from: number, length: number) =>
      middle >= from - this.slack && middle < from + length + this.slack;
    return near(sumX / area, core.left, core.width) &&
      near(sumY / area, core.top, core.height);
  }

  /** The free pixels of a nucleus, or of its largest piece where they fall apart. */
  #pixelsOf(seen: SeenNuclei, label: number, piece: Piece): number[] {
    const width = piece.right - piece.left + 1, height = piece.bottom - piece.top + 1;
    const start = (piece.top - seen.top) * seen.width + piece.left - seen.left;
    const indices: number[] = [];
    const free = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = start + y * seen.width + x;
        if (seen.labels[at] !== label) continue;
        if (piece.taken > 0 && this.#labels[this.#place(seen, at)] !== 0) continue;
        free[y * width + x] = 1;
        indices.push(at);
      }
    }
    if (piece.taken === 0) return indices;
    const parts = new Map<number, number[]>();
    labelNuclei(free, width, height).forEach((part, i) => {
      if (part === 0) return;
      const x = i % width, y = (i - x) / width;
      parts.getOrInsertComputed(part, () => []).push(start + y * seen.width + x);
    });
    return [...parts.values()].reduce(
      (best, part) => part.length > best.length ? part : best,
      [] as number[],
    );
  }
}
