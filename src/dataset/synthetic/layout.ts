import type { Random } from "../../base/mod.ts";
import { largestPiece } from "./largest_piece.ts";
import { between, type Range } from "./random_values.ts";
import {
  distanceFrom,
  randomShape,
  reachOf,
  type Shape,
  type ShapeRange,
} from "./shape.ts";
import type { Field } from "./smooth_noise.ts";

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
  /** Share of a nucleus put against another, 0..1, that may lie over others. */
  readonly overlap: number;
  /** Pixels that the rest keep away from others; they may lie over them where left out. */
  readonly gap?: number;
  /** Share, 0..1, of small pieces beside a nucleus: broken or lobed ones. */
  readonly fragments?: number;
  /** The chance, 0..1, that a nucleus is at home at a place; 1 where left out. */
  readonly where?: Field;
}

/** Fewer pixels than this are no nucleus that a person would mark. */
const SMALLEST = 12;

/** Radius of a fragment over that of a whole nucleus. */
const FRAGMENT: Range = [0.3, 0.6];

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
  const marks = new Uint8Array(width * height);
  const nuclei: Nucleus[] = [];
  for (
    let tries = 0;
    tries < options.count * 4 && nuclei.length < options.count;
    tries++
  ) {
    const whole = randomShape(random, options);
    const isFragment = random() < (options.fragments ?? 0);
    const shape = isFragment ? shrink(whole, between(random, ...FRAGMENT)) : whole;
    const neighbour = isFragment || random() < options.clustering
      ? nuclei[Math.floor(random() * nuclei.length)]
      : undefined;
    const [x, y] = neighbour
      ? beside(random, neighbour.shape, shape, isFragment ? 1.7 : 1.15)
      : [between(random, 0, width), between(random, 0, height)];
    if (options.where && random() > options.where(x, y)) continue;
    const at = { ...shape, x, y };
    const nucleus = place(labels, marks, width, height, at, {
      overlap: options.overlap,
      gap: neighbour ? 0 : options.gap ?? 0,
    });
    if (!nucleus) continue;
    nuclei.push(nucleus);
    for (const pixel of nucleus.pixels) {
      if (labels[pixel] === 0) labels[pixel] = nuclei.length;
    }
  }
  return { width, height, labels, nuclei };
}

function shrink(shape: Shape, factor: number): Shape {
  return { ...shape, long: shape.long * factor, short: shape.short * factor };
}

/** A place where two shapes about touch. */
function beside(
  random: Random,
  old: Shape,
  fresh: Shape,
  farthest: number,
): [number, number] {
  const turn = between(random, 0, 2 * Math.PI);
  const reach = between(random, 0.9, farthest) *
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
  marks: Uint8Array,
  width: number,
  height: number,
  shape: Shape,
  { overlap, gap }: { readonly overlap: number; readonly gap: number },
): Nucleus | undefined {
  const [reachX, reachY] = reachOf(shape).map((reach) => reach + gap) as [
    number,
    number,
  ];
  const lonely = 1 + gap / Math.sqrt(shape.long * shape.short);
  const left = Math.max(0, Math.floor(shape.x - reachX));
  const right = Math.min(width - 1, Math.ceil(shape.x + reachX));
  const top = Math.max(0, Math.floor(shape.y - reachY));
  const bottom = Math.min(height - 1, Math.ceil(shape.y + reachY));
  const distanceAt = distanceFrom(shape);
  const pixels: number[] = [], distances: number[] = [], free: number[] = [];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const distance = distanceAt(x, y);
      if (distance >= lonely) continue;
      if (gap > 0 && labels[y * width + x] !== 0) return undefined;
      if (distance >= 1) continue;
      pixels.push(y * width + x);
      distances.push(distance);
      if (labels[y * width + x] === 0) free.push(y * width + x);
    }
  }
  if (free.length < SMALLEST || free.length < pixels.length * (1 - overlap)) {
    return undefined;
  }
  const piece = largestPiece(free, width, marks);
  if (piece.length < SMALLEST) return undefined;
  // A piece that an earlier nucleus cuts off would be drawn without a label.
  for (const pixel of piece) marks[pixel] = 1;
  const drawn = pixels.map((pixel) => labels[pixel] !== 0 || marks[pixel] === 1);
  for (const pixel of piece) marks[pixel] = 0;
  return {
    shape,
    pixels: Int32Array.from(pixels.filter((_, i) => drawn[i])),
    distances: Float32Array.from(distances.filter((_, i) => drawn[i])),
  };
}
