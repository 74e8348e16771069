/** What the blocks of a GIF say of its picture. */
export interface GifFacts {
  readonly width: number;
  readonly height: number;
  /** More than one is an animation. */
  readonly frames: number;
  /** Whether a frame has a colour that stands for nothing. */
  readonly isTransparent: boolean;
  /** Whether the mark of the end is there. */
  readonly isWhole: boolean;
}

/** Bytes of a table of colours, from the byte that tells of it. */
const tableBytes = (flags: number) =>
  (flags & 128) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);

/**
 * Reads the blocks of a GIF.
 *
 * Source: GIF89a specification (CompuServe, 1990).
 */
export function readGifFacts(bytes: Uint8Array): GifFacts | undefined {
  if (bytes.length < 13) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 13 + tableBytes(bytes[10]!);
  let frames = 0, isTransparent = false;
  while (bytes[at] === 0x21 || bytes[at] === 0x2c) {
    if (bytes[at] === 0x21) {
      // Of an extension for the next frame (F9), the lowest bit tells.
      if (bytes[at + 1] === 0xf9 && (bytes[at + 3]! & 1) !== 0) isTransparent = true;
      at += 2;
    } else {
      if (at + 10 >= bytes.length) break;
      frames++;
      at += 11 + tableBytes(bytes[at + 9]!);
    }
    // Both go on as pieces, each with its length; one of no length ends them.
    while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
    at++;
  }
  return {
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    frames,
    isTransparent,
    isWhole: bytes[at] === 0x3b,
  };
}
