/** A TIFF writer of a few lines, so that decoding is checked against the format. */

/** What {@linkcode handTiff} writes; all but `data` may be left out. */
export interface HandTiff {
  readonly width?: number;
  readonly height?: number;
  /** Bits of a value. */
  readonly bits?: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format?: number;
  readonly channels?: number;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK. */
  readonly photometric?: number;
  readonly bigEndian?: boolean;
  readonly bigTiff?: boolean;
  /** Tags to add or to replace. */
  readonly tags?: Readonly<Record<number, readonly number[]>>;
  /** How often the page is written. */
  readonly pages?: number;
  /** Where the page after the last is said to be: 0 for none. */
  readonly next?: number;
  /** Where the first page is said to be, if not where it is. */
  readonly first?: number;
  /** The file's bytes of the pixels, a piece for each strip, tile or plane. */
  readonly data: readonly Uint8Array[];
}

/** Tags of 32 bits, or 64 in a BigTIFF; all others are of 16. */
const LONG_TAGS = [273, 279, 324, 325];

/** Tags that the pages share, by number: with the data at `offsets`. */
function tagsOf(tiff: HandTiff, offsets: readonly number[]) {
  const { width = 1, height = 1, bits = 8, format = 1, channels = 1 } = tiff;
  const each = (value: number) => Array<number>(channels).fill(value);
  const tags: Record<number, readonly number[]> = {
    256: [width],
    257: [height],
    258: each(bits),
    259: [1],
    262: [tiff.photometric ?? 1],
    273: offsets,
    277: [channels],
    278: [height],
    279: tiff.data.map(({ length }) => length),
    339: each(format),
    ...tiff.tags,
  };
  // A file in tiles has them in place of strips, at the same offsets.
  if (tags[322]) {
    tags[324] = tags[273]!;
    tags[325] = tags[279]!;
    delete tags[273], delete tags[278], delete tags[279];
  }
  return Object.entries(tags).map(([tag, values]) => ({ tag: Number(tag), values }));
}

/** The bytes of a TIFF. */
export function handTiff(tiff: HandTiff): Uint8Array {
  const { bigEndian = false, bigTiff = false, pages = 1, next = 0, data } = tiff;
  const little = !bigEndian;
  const word = bigTiff ? 8 : 4,
    countSize = bigTiff ? 8 : 2,
    entrySize = bigTiff ? 20 : 12;
  const start = bigTiff ? 16 : 8;
  const sizeOf = (tag: number) => LONG_TAGS.includes(tag) ? word : 2;
  const tags = tagsOf(tiff, data.map(() => 0));
  const directory = countSize + tags.length * entrySize + word;
  const outside = tags.reduce((sum, { tag, values }) => {
    const size = values.length * sizeOf(tag);
    return sum + (size > word ? size + size % 2 : 0);
  }, 0);
  const firstData = start + pages * (directory + outside);
  let end = firstData;
  const offsets = data.map(({ length }) => (end += length) - length);
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  const put = (at: number, value: number, size: number) => {
    if (size === 2) view.setUint16(at, value, little);
    else if (size === 4) view.setUint32(at, value, little);
    else view.setBigUint64(at, BigInt(value), little);
  };
  bytes.fill(bigEndian ? 0x4d : 0x49, 0, 2);
  put(2, bigTiff ? 43 : 42, 2);
  if (bigTiff) put(4, 8, 2);
  put(bigTiff ? 8 : 4, tiff.first ?? start, word);
  for (let page = 0; page < pages; page++) {
    const at = start + page * (directory + outside);
    let free = at + directory;
    put(at, tags.length, countSize);
    tagsOf(tiff, offsets).forEach(({ tag, values }, i) => {
      const entry = at + countSize + i * entrySize;
      const size = sizeOf(tag), length = values.length * size;
      put(entry, tag, 2);
      put(entry + 2, size === 2 ? 3 : size === 4 ? 4 : 16, 2);
      put(entry + 4, values.length, word);
      const place = length > word ? free : entry + 4 + word;
      if (length > word) {
        put(entry + 4 + word, free, word);
        free += length + length % 2;
      }
      values.forEach((value, j) => put(place + j * size, value, size));
    });
    const more = page + 1 < pages ? at + directory + outside : next;
    put(at + directory - word, more, word);
  }
  data.forEach((piece, i) => bytes.set(piece, offsets[i]!));
  return bytes;
}

/** Numbers as the bytes of a file: `put` is a setter of DataView. */
export function bytesOf(
  values: readonly number[],
  put:
    | "setUint16"
    | "setInt16"
    | "setUint32"
    | "setInt32"
    | "setFloat32"
    | "setFloat64",
  bigEndian = false,
): Uint8Array {
  const size = Number(put.slice(-2)) / 8;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => view[put](i * size, value, !bigEndian));
  return new Uint8Array(view.buffer);
}
