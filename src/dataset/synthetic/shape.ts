import type { Random } from "../../base/mod.ts";
import { bell, between, type Range } from "./random_values.ts";

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
  /** The largest value of `outline`. */
  readonly widest: number;
}

/** What shapes a kind of image has. */
export interface ShapeRange {
  /** Mean half axis in pixels. */
  readonly radius: Range;
  /** Standard deviation of the radius' logarithm besides; 0 where left out. */
  readonly spread?: number;
  /** Long axis over short axis. */
  readonly elongation: Range;
  /** Amplitude of the outline's waves, 0 for an ellipse; up to about 0.2. */
  readonly roughness: number;
  /** Share, 0..1, with a dent, such as kidneys have; 0 where left out. */
  readonly dented?: number;
  /** The direction that long nuclei tend to, in radians; any where left out. */
  readonly direction?: number;
}

/** A random shape with its centre at 0, 0. */
export function randomShape(random: Random, range: ShapeRange): Shape {
  const radius = between(random, ...range.radius) *
    Math.exp((range.spread ?? 0) * bell(random));
  // Squared, so that most are nearly round and few are long.
  const share = random() ** 2;
  const [low, high] = range.elongation;
  const stretch = Math.sqrt(low + (high - low) * share);
  const turn = between(random, -Math.PI / 2, Math.PI / 2);
  const angle = range.direction === undefined
    ? turn
    : range.direction + turn * (1 - share) * 0.5;
  const outline = randomOutline(random, range.roughness);
  if (random() < (range.dented ?? 0)) dent(random, outline);
  return {
    x: 0,
    y: 0,
    long: radius * stretch,
    short: radius / stretch,
    angle,
    outline,
    widest: outline.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** How finely the outline is kept: one value in 128 of a turn. */
const STEPS = 128;

/** Waves of 2 to 6 a turn around 1, each half as likely to be as large as the one before. */
function randomOutline(random: Random, roughness: number): Float32Array {
  const outline = new Float32Array(STEPS).fill(1);
  const own = roughness * between(random, 0.3, 1.4);
  for (let cycles = 2; cycles <= 6; cycles++) {
    const amplitude = between(random, 0, own) * 2 / cycles;
    const phase = between(random, 0, 2 * Math.PI);
    for (let i = 0; i < STEPS; i++) {
      outline[i]! += amplitude *
        Math.cos(cycles * i * 2 * Math.PI / STEPS + phase);
    }
  }
  return outline.map((value) => Math.max(value, 0.45));
}

/** Presses the outline in at one place. */
function dent(random: Random, outline: Float32Array): void {
  const middle = Math.floor(random() * STEPS);
  const depth = between(random, 0.15, 0.45), wide = STEPS * between(random, 0.05, 0.13);
  for (let i = 0; i < STEPS; i++) {
    const away = Math.min(Math.abs(i - middle), STEPS - Math.abs(i - middle)) / wide;
    outline[i]! *= 1 - depth * Math.exp(-away * away);
  }
}

/**
 * A function that tells how far out a point is: 0 at the centre, 1 on the
 * outline; of points well outside only that it is more than 1.
 *
 * Every shape is a star around its centre, so that it is one piece.
 */
export function distanceFrom(shape: Shape): (x: number, y: number) => number {
  const { x: centreX, y: centreY, outline, widest } = shape;
  const cosLong = Math.cos(shape.angle) / shape.long;
  const sinLong = Math.sin(shape.angle) / shape.long;
  const cosShort = Math.cos(shape.angle) / shape.short;
  const sinShort = Math.sin(shape.angle) / shape.short;
  const stepsPerRadian = STEPS / (2 * Math.PI);
  return (x, y) => {
    const dx = x - centreX, dy = y - centreY;
    const u = dx * cosLong + dy * sinLong;
    const v = dy * cosShort - dx * sinShort;
    const radius = Math.sqrt(u * u + v * v);
    if (radius > widest * 1.5) return 2;
    const step = Math.floor((Math.atan2(v, u) + 2 * Math.PI) * stepsPerRadian);
    return radius / outline[step % STEPS]!;
  };
}

/** How far a shape reaches from its centre to the right or left, and up or down. */
export function reachOf({ long, short, angle, widest }: Shape): [number, number] {
  const cos = Math.cos(angle), sin = Math.sin(angle);
  return [
    widest * Math.hypot(long * cos, short * sin),
    widest * Math.hypot(long * sin, short * cos),
  ];
}
