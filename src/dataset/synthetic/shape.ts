import type { Random } from "../../base/mod.ts";
import { between } from "./noise.ts";

/** A nucleus as drawn: an ellipse with a smooth random outline. */
export interface Shape {
  /** Centre, in pixels from the upper left corner of the image. */
  readonly x: number;
  readonly y: number;
  /** Half axes in pixels, the first the longer. */
  readonly long: number;
  readonly short: number;
  /** Direction of the long axis, in radians. */
  readonly angle: number;
  /** The outline's distance from the centre over the ellipse's, around a turn. */
  readonly outline: Float32Array;
}

/** What shapes a kind of image has. */
export interface ShapeRange {
  /** Mean half axis in pixels. */
  readonly radius: readonly [low: number, high: number];
  /** Long axis over short axis. */
  readonly elongation: readonly [low: number, high: number];
  /** Amplitude of the outline's waves, 0 for an ellipse; up to about 0.12. */
  readonly roughness: number;
  /** The direction that long nuclei tend to, in radians; any where left out. */
  readonly direction?: number;
}

/** A random shape with its centre at 0, 0. */
export function randomShape(random: Random, range: ShapeRange): Shape {
  const radius = between(random, ...range.radius);
  // Squared, so that most are nearly round and few are long.
  const share = random() ** 2;
  const [low, high] = range.elongation;
  const stretch = Math.sqrt(low + (high - low) * share);
  const turn = between(random, -Math.PI / 2, Math.PI / 2);
  const angle = range.direction === undefined
    ? turn
    : range.direction + turn * (1 - share) * 0.5;
  return {
    x: 0,
    y: 0,
    long: radius * stretch,
    short: radius / stretch,
    angle,
    outline: randomOutline(random, range.roughness),
  };
}

/** How finely the outline is kept: one value in 256 of a turn. */
const STEPS = 256;

/** Waves of 2, 3, 4 and 5 a turn around 1. */
function randomOutline(random: Random, roughness: number): Float32Array {
  const outline = new Float32Array(STEPS).fill(1);
  for (let cycles = 2; cycles <= 5; cycles++) {
    const amplitude = between(random, 0, roughness) * 2 / cycles;
    const phase = between(random, 0, 2 * Math.PI);
    for (let i = 0; i < STEPS; i++) {
      outline[i]! += amplitude *
        Math.cos(cycles * i * 2 * Math.PI / STEPS + phase);
    }
  }
  return outline;
}

/**
 * A function that tells how far out a point is: 0 at the centre, 1 on the
 * outline.
 *
 * Every shape is a star around its centre, so that it is one piece.
 */
export function distanceFrom(shape: Shape): (x: number, y: number) => number {
  const cos = Math.cos(shape.angle), sin = Math.sin(shape.angle);
  const stepsPerRadian = STEPS / (2 * Math.PI);
  return (x, y) => {
    const dx = x - shape.x, dy = y - shape.y;
    const u = (dx * cos + dy * sin) / shape.long;
    const v = (dy * cos - dx * sin) / shape.short;
    const radius = Math.sqrt(u * u + v * v);
    const step = Math.floor((Math.atan2(v, u) + 2 * Math.PI) * stepsPerRadian);
    return radius / shape.outline[step % STEPS]!;
  };
}
