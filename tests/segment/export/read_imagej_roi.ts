import type { Ring } from "#karyon";

/** What ImageJ makes of a ROI file. */
export interface ReadRoi {
  readonly name: string;
  readonly type: "traced" | "composite";
  /** Left, top, right and bottom as the header tells. */
  readonly bounds: readonly number[];
  readonly rings: readonly Ring[];
}

/**
 * Reads a ROI file as ImageJ's decoder does, place by place: two bytes at 8 are the
 * top, those at 10 the left, and so on. Refuses what Karyon should not have written.
 */
export function readImageJRoi(bytes: Uint8Array): ReadRoi {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) =>
    Array.from({ length }, (_, i) => String.fromCharCode(view.getUint16(at + i * 2)));
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "Iout") throw new Error("magic");
  if (view.getInt16(4) < 217) throw new Error("version");
  const [top, left, bottom, right] = [8, 10, 12, 14].map((at) => view.getInt16(at));
  const second = view.getInt32(60);
  const name = text(view.getInt32(second + 16), view.getInt32(second + 20)).join("");
  const bounds = [left!, top!, right!, bottom!];
  const size = view.getInt32(36);
  if (size > 0) {
    if (bytes[6] !== 1) throw new Error("a composite that is no rectangle");
    return { name, type: "composite", bounds, rings: readPath(view, size) };
  }
  if (bytes[6] !== 8) throw new Error("not traced");
  const count = view.getUint16(16);
  const ring = Array.from({ length: count }, (_, i) =>
    [
      left! + view.getInt16(64 + i * 2),
      top! + view.getInt16(64 + count * 2 + i * 2),
    ] as const);
  return { name, type: "traced", bounds, rings: [ring] };
}

/** A path of floats: 0 begins a ring, 1 goes on, 4 ends it. */
function readPath(view: DataView, size: number): Ring[] {
  const rings: [number, number][][] = [];
  for (let at = 64; at < 64 + size * 4;) {
    const code = view.getFloat32(at);
    at += 4;
    if (code === 4) continue;
    if (code === 0) rings.push([]);
    else if (code !== 1) throw new Error(`code ${code}`);
    rings.at(-1)!.push([view.getFloat32(at), view.getFloat32(at + 4)]);
    at += 8;
  }
  return rings;
}
