/** What the directory of a label TIFF tells. */
export interface LabelTiff {
  readonly width: number;
  readonly height: number;
  readonly bits: 16 | 32;
  /** Rows of a strip; the last strip may hold fewer. */
  readonly rows: number;
  /** Where each strip begins, and how long it is, packed. */
  readonly strips: readonly { readonly at: number; readonly bytes: number }[];
  /** Where the directory itself will stand. */
  readonly at: number;
}

const SHORT = 3, LONG = 4;

/**
 * The directory of a little-endian TIFF of one channel of whole numbers in strips
 * packed with Deflate: its tags, and after them the lists that no tag has room for.
 *
 * Source: TIFF 6.0 (Adobe, 1992), and Adobe's technical note 2 of 2002 for Deflate.
 */
export function layOutLabelTiff(
  { width, height, bits, rows, strips, at }: LabelTiff,
): Uint8Array<ArrayBuffer> {
  const tags: readonly [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [bits]],
    [259, SHORT, [8]], // packed with Deflate
    [262, SHORT, [1]], // 0 is black
    [273, LONG, strips.map((strip) => strip.at)],
    [277, SHORT, [1]], // one channel
    [278, LONG, [rows]],
    [279, LONG, strips.map(({ bytes }) => bytes)],
    [339, SHORT, [1]], // whole numbers without sign
  ];
  let free = 2 + tags.length * 12 + 4;
  const lists = strips.length > 1 ? strips.length * 8 : 0;
  const view = new DataView(new ArrayBuffer(free + lists));
  view.setUint16(0, tags.length, true);
  tags.forEach(([tag, type, values], i) => {
    const entry = 2 + i * 12;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, values.length, true);
    // Little-endian, a lone short stands in the first half of its field.
    if (values.length === 1) return view.setUint32(entry + 8, values[0]!, true);
    view.setUint32(entry + 8, at + free, true);
    for (const value of values) {
      view.setUint32(free, value, true);
      free += 4;
    }
  });
  return new Uint8Array(view.buffer);
}
