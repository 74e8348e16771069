import { Damage } from "./refusal.ts";

/** The tags of a TIFF's first directory that hold plain numbers. */
export interface TiffTags {
  readonly littleEndian: boolean;
  /** How many directories there are. */
  readonly pages: number;
  /** The values of a tag, empty where it is not there. */
  valuesOf(tag: number): number[];
  /** Where each of them stands in the file. */
  placesOf(tag: number): number[];
}

/** Bytes of a value, by the numbers of the types that are read. */
const TYPE_BYTES: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 16: 8 };

/** A count that is broken must not fill the memory. */
const MOST_VALUES = 4096;

/**
 * Reads the directories of a TIFF, without pixels.
 *
 * @see TIFF 6.0 (Adobe, 1992); BigTIFF is the same with wider numbers
 * @throws {Damage} if they are broken
 */
export function readTiffTags(bytes: Uint8Array): TiffTags {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const numberAt = (at: number, size: 1 | 2 | 4 | 8): number => {
    if (at + size > bytes.length) throw new Damage("it ends within a directory");
    if (size === 1) return view.getUint8(at);
    if (size === 2) return view.getUint16(at, littleEndian);
    if (size === 4) return view.getUint32(at, littleEndian);
    return Number(view.getBigUint64(at, littleEndian));
  };
  const big = numberAt(2, 2) === 43;
  const word = big ? 8 : 4;
  const countSize = big ? 8 : 2;
  const entrySize = big ? 20 : 12;

  const starts = new Set<number>();
  let next = numberAt(big ? 8 : 4, word);
  while (next !== 0) {
    if (starts.has(next)) throw new Damage("its list of pages leads back to itself");
    if (next + countSize > bytes.length) {
      throw new Damage(
        `its page ${starts.size + 1} should be at byte ${next} of ${bytes.length}`,
      );
    }
    starts.add(next);
    next = numberAt(next + countSize + numberAt(next, countSize) * entrySize, word);
  }
  const [first] = starts;
  if (first === undefined) throw new Damage("it has no page");

  const entryOf = (
    tag: number,
  ): { size: 1 | 2 | 4 | 8; places: number[] } | undefined => {
    const entries = numberAt(first, countSize);
    for (let i = 0; i < entries; i++) {
      const at = first + countSize + i * entrySize;
      if (numberAt(at, 2) !== tag) continue;
      const size = TYPE_BYTES[numberAt(at + 2, 2)];
      if (size === undefined) return undefined;
      const count = numberAt(at + 4, word);
      // Few values stand in the entry itself, many elsewhere.
      const from = count * size <= word ? at + 4 + word : numberAt(at + 4 + word, word);
      const length = Math.min(count, MOST_VALUES);
      return { size, places: Array.from({ length }, (_, j) => from + j * size) };
    }
    return undefined;
  };
  return {
    littleEndian,
    pages: starts.size,
    placesOf: (tag) => entryOf(tag)?.places ?? [],
    valuesOf: (tag) => {
      const entry = entryOf(tag);
      return entry?.places.map((place) => numberAt(place, entry.size)) ?? [];
    },
  };
}
