import type { NucleusOutline } from "./find_outlines.ts";
import type { Ring } from "./trace_ring.ts";

const HEADER = 64, SECOND_HEADER = 64;

/** The version that brought all that is written here, and more. */
const VERSION = 227;

/** Types of ROI: a composite counts as rectangle, a traced one is made of pixel edges. */
const RECTANGLE = 1, TRACED = 8;

/** The largest position and number of corners that 16 bits are read as everywhere. */
const MOST_POSITION = 32767, MOST_CORNERS = 65535;

/** Codes of a composite's path. */
const MOVE_TO = 0, LINE_TO = 1, CLOSE = 4;

/**
 * One nucleus as ImageJ's ROI file, big-endian: a traced ROI of whole numbers, as
 * ImageJ's own wand makes; a composite of floats where there are holes, several
 * pieces, or positions that 16 bits do not hold.
 *
 * Source: the format as ImageJ's `RoiDecoder` describes and reads it.
 *
 * @param name what ImageJ's ROI Manager lists it as
 */
export function encodeImageJRoi(outline: NucleusOutline, name: string): Uint8Array {
  const rings = outline.polygons.flat();
  const corners = rings.flat();
  const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
  const left = smallest(xs), top = smallest(ys);
  const right = -smallest(xs.map((x) => -x)), bottom = -smallest(ys.map((y) => -y));
  const isPlain = rings.length === 1 && Math.max(right, bottom) <= MOST_POSITION &&
    corners.length <= MOST_CORNERS;
  const path = isPlain ? [] : pathOf(rings);
  const body = isPlain ? corners.length * 4 : path.length * 4;
  const view = new DataView(
    new ArrayBuffer(HEADER + body + SECOND_HEADER + name.length * 2),
  );
  [..."Iout"].forEach((letter, i) => view.setUint8(i, letter.charCodeAt(0)));
  view.setInt16(4, VERSION);
  view.setUint8(6, isPlain ? TRACED : RECTANGLE);
  [top, left, bottom, right].forEach((edge, i) =>
    view.setInt16(8 + i * 2, Math.min(edge, MOST_POSITION))
  );
  if (isPlain) {
    view.setUint16(16, corners.length);
    xs.forEach((x, i) => view.setInt16(HEADER + i * 2, x - left));
    ys.forEach((y, i) => view.setInt16(HEADER + (xs.length + i) * 2, y - top));
  } else {
    view.setInt32(36, path.length);
    path.forEach((value, i) => view.setFloat32(HEADER + i * 4, value));
  }
  writeName(view, HEADER + body, name);
  return new Uint8Array(view.buffer);
}

/** Not `Math.min(...values)`, which takes only so many arguments. */
function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}

/** The segments of a composite: a code and its corner. */
function pathOf(rings: readonly Ring[]): number[] {
  return rings.flatMap((ring) => [
    ...ring.flatMap(([x, y], i) => [i === 0 ? MOVE_TO : LINE_TO, x, y]),
    CLOSE,
  ]);
}

/** The second header, of which only the name is used; the name comes after it. */
function writeName(view: DataView, start: number, name: string): void {
  view.setInt32(60, start);
  view.setInt32(start + 16, start + SECOND_HEADER);
  view.setInt32(start + 20, name.length);
  for (let i = 0; i < name.length; i++) {
    view.setUint16(start + SECOND_HEADER + i * 2, name.charCodeAt(i));
  }
}
