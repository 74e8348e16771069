import type { Random } from "../../base/mod.ts";
import { between } from "./noise.ts";
import { distanceFrom, randomShape, type Shape, type ShapeRange } from "./shape.ts";

/** One nucleus in its place. */
export interface Nucleus {
  readonly shape: Shape;
  /**
   * The pixels that it is drawn on: those with its label, and those of earlier
   * nuclei that it lies over or under.
   */
  readonly pixels: Int32Array;
  /** For each of these pixels: 0 at the centre to 1 on the outline. */
  readonly distances: Float32Array;
}

/** Where everything lies in an image. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** 0 for background, n for `nuclei[n - 1]`. */
  readonly labels: Int32Array;
  readonly nuclei: readonly Nucleus[];
}

/** How many nuclei, and how they lie to each other. */
export interface LayoutOptions extends ShapeRange {
  /** Tried; fewer find a place in a full image. */
  readonly count: number;
  /** Share, 0..1, of nuclei that are put against one that is there. */
  readonly clustering: number;
  /** Share of a nucleus, 0..1, that may lie over others. */
  readonly overlap: number;
}

/** Fewer pixels than this are no nucleus that a person would mark. */
const SMALLEST = 12;

/**
 * Places nuclei one after another; none takes a pixel from an earlier one.
 *
 * Each nucleus is one piece (joined by edges) and has at least 12 pixels, and
 * the labels are contiguous from 1.
 */
export function layOut(
  random: Random,
  width: number,
  height: number,
  options: LayoutOptions,
): Layout {
  const labels = new Int32Array(width * height);
  const nuclei: Nucleus[] = [];
  for (
    let tries = 0;
    tries < options.count * 3 && nuclei.length < options.count;
    tries++
  ) {
    const shape = randomShape(random, options);
    const neighbour = random() < options.clustering
      ? nuclei[Math.floor(random() * nuclei.length)]
      : undefined;
    const [x, y] = neighbour
      ? beside(random, neighbour.shape, shape)
      : [between(random, 0, width), between(random, 0, height)];
    const nucleus = place(
      labels,
      width,
      height,
      { ...shape, x, y },
      options.overlap,
    );
    if (!nucleus) continue;
    nuclei.push(nucleus);
    for (const pixel of nucleus.pixels) {
      if (labels[pixel] === 0) labels[pixel] = nuclei.length;
    }
  }
  return { width, height, labels, nuclei };
}

/** A place where two shapes about touch. */
function beside(random: Random, old: Shape, fresh: Shape): [number, number] {
  const turn = between(random, 0, 2 * Math.PI);
  const reach = between(random, 0.9, 1.05) *
    (extent(old, turn) + extent(fresh, turn));
  return [old.x + reach * Math.cos(turn), old.y + reach * Math.sin(turn)];
}

/** Radius of the ellipse in a direction. */
function extent({ long, short, angle }: Shape, turn: number): number {
  const along = Math.cos(turn - angle) / long,
    across = Math.sin(turn - angle) / short;
  return 1 / Math.sqrt(along * along + across * across);
}

/** The pixels of a shape, or undefined where it finds too little room. */
function place(
  labels: Int32Array,
  width: number,
  height: number,
  shape: Shape,
  overlap: number,
): Nucleus | undefined {
  const reach = shape.long * 1.4 + 1;
  const left = Math.max(0, Math.floor(shape.x - reach));
  const right = Math.min(width - 1, Math.floor(shape.x + reach));
  const top = Math.max(0, Math.floor(shape.y - reach));
  const bottom = Math.min(height - 1, Math.floor(shape.y + reach));
  const distanceAt = distanceFrom(shape);
  const pixels: number[] = [], distances: number[] = [], free: number[] = [];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const distance = distanceAt(x, y);
      if (distance >= 1) continue;
      pixels.push(y * width + x);
      distances.push(distance);
      if (labels[y * width + x] === 0) free.push(y * width + x);
    }
  }
  if (free.length < pixels.length * (1 - overlap)) return undefined;
  const kept = largestPiece(free, width);
  if (kept.size < SMALLEST) return undefined;
  // A piece that an earlier nucleus cuts off would be drawn without a label.
  const drawn = pixels.map((pixel) => labels[pixel] !== 0 || kept.has(pixel));
  return {
    shape,
    pixels: Int32Array.from(pixels.filter((_, i) => drawn[i])),
    distances: Float32Array.from(distances.filter((_, i) => drawn[i])),
  };
}

/** The largest set of pixels that are joined by their edges. */
function largestPiece(pixels: readonly number[], width: number): Set<number> {
  const left = new Set(pixels);
  let largest: number[] = [];
  for (const start of pixels) {
    if (!left.delete(start)) continue;
    const piece = [start];
    for (let i = 0; i < piece.length; i++) {
      const pixel = piece[i]!;
      const x = pixel % width;
      if (x > 0 && left.delete(pixel - 1)) piece.push(pixel - 1);
      if (x < width - 1 && left.delete(pixel + 1)) piece.push(pixel + 1);
      if (left.delete(pixel - width)) piece.push(pixel - width);
      if (left.delete(pixel + width)) piece.push(pixel + width);
    }
    if (piece.length > largest.length) largest = piece;
    if (largest.length >= left.size) break;
  }
  return new Set(largest);
}
