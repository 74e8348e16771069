/** ZMTP's bytes: frames written, and streams cut where messages end. */
import { Buffer } from "node:buffer";

/** A piece to pass on as it is; a message, if it is a whole one. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly frames?: readonly Uint8Array[];
}

/** Flags of a frame. */
export const MORE = 1;
export const LONG = 2;
export const COMMAND = 4;

/** What each side says first. */
export const GREETING_BYTES = 64;

/** One frame with its flags and size in front. */
export function encodeFrame(body: Uint8Array, flags: number): Uint8Array {
  const long = body.length > 255;
  const frame = new Uint8Array((long ? 9 : 2) + body.length);
  frame[0] = flags | (long ? LONG : 0);
  if (long) new DataView(frame.buffer).setBigUint64(1, BigInt(body.length));
  else frame[1] = body.length;
  frame.set(body, frame.length - body.length);
  return frame;
}

/** A message as the bytes on the wire. */
export function encodeMessage(frames: readonly (string | Uint8Array)[]): Uint8Array {
  const encoder = new TextEncoder();
  return Buffer.concat(frames.map((frame, i) =>
    encodeFrame(
      typeof frame === "string" ? encoder.encode(frame) : frame,
      i < frames.length - 1 ? MORE : 0,
    )
  ));
}

/** The command or message at the start of these bytes, if it is there to its end. */
function firstPiece(bytes: Buffer): Piece | undefined {
  const frames: Uint8Array[] = [];
  for (let at = 0;;) {
    if (at + 2 > bytes.length) return undefined;
    const flags = bytes[at]!;
    const long = (flags & LONG) !== 0;
    if (long && at + 9 > bytes.length) return undefined;
    const start = at + (long ? 9 : 2);
    at = start + (long ? Number(bytes.readBigUInt64BE(at + 1)) : bytes[at + 1]!);
    if (at > bytes.length) return undefined;
    if (flags & COMMAND) return { bytes: bytes.subarray(0, at) };
    frames.push(bytes.subarray(start, at));
    if (!(flags & MORE)) return { bytes: bytes.subarray(0, at), frames };
  }
}

/** Reads one side of a connection: its greeting as it comes, then whole messages. */
export async function* readPieces(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<Piece> {
  let greeting = GREETING_BYTES;
  let kept = Buffer.alloc(0);
  for await (const chunk of stream) {
    const greeted = chunk.subarray(0, greeting);
    // Peers wait for each other's first bytes: none may be held back.
    if (greeted.length > 0) yield { bytes: greeted };
    greeting -= greeted.length;
    kept = Buffer.concat([kept, chunk.subarray(greeted.length)]);
    for (let piece = firstPiece(kept); piece; piece = firstPiece(kept)) {
      yield piece;
      kept = kept.subarray(piece.bytes.length);
    }
  }
}
