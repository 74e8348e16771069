import type { Random } from "../../base/mod.ts";

/** A function of the plane. */
export type Field = (x: number, y: number) => number;

const LATTICE = 64;

/**
 * A smooth random function of the plane with bumps about 1 wide, in -1..1
 * (value noise on a lattice that repeats every 64; K. Perlin, "An image
 * synthesizer", SIGGRAPH 1985, has the idea).
 */
export function smoothNoise(random: Random): Field {
  const lattice = Float32Array.from(
    { length: LATTICE * LATTICE },
    () => 2 * random() - 1,
  );
  const wrap = LATTICE - 1; // works as a mask, since LATTICE is a power of two
  return (x, y) => {
    const column = Math.floor(x), row = Math.floor(y);
    const fx = x - column, fy = y - row;
    const sx = fx * fx * (3 - 2 * fx), sy = fy * fy * (3 - 2 * fy);
    const top = (row & wrap) * LATTICE, bottom = ((row + 1) & wrap) * LATTICE;
    const left = column & wrap, right = (column + 1) & wrap;
    const a = lattice[top + left]!, b = lattice[top + right]!;
    const c = lattice[bottom + left]!, d = lattice[bottom + right]!;
    const upper = a + (b - a) * sx;
    return upper + (c + (d - c) * sx - upper) * sy;
  };
}
