import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Buffer } from "node:buffer";
import { encodeMessage, readPieces } from "../../src/notebook/frames.ts";

const GREETING = new Uint8Array(64).fill(7);

/** A READY command: flags, size, body. */
const COMMAND = Uint8Array.of(4, 3, 1, 2, 3);

async function piecesOf(bytes: Uint8Array, size: number) {
  const chunks = Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, i) => bytes.subarray(i * size, (i + 1) * size),
  );
  const pieces = [];
  for await (const piece of readPieces(ReadableStream.from(chunks))) pieces.push(piece);
  return pieces;
}

Deno.test("readPieces() loses no byte and finds every message, however bytes arrive", async () => {
  const frame = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.uint8Array({ minLength: 250, maxLength: 300 }),
  );
  const message = fc.array(frame, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 4 }),
      fc.integer({ min: 1, max: 400 }),
      async (messages, size) => {
        const bytes = Buffer.concat([
          GREETING,
          COMMAND,
          ...messages.map((frames) => encodeMessage(frames)),
        ]);
        const pieces = await piecesOf(bytes, size);
        assertEquals(
          Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes),
          true,
        );
        assertEquals(
          pieces.flatMap(({ frames }) => frames ? [frames.map((part) => [...part])] : []),
          messages.map((frames) => frames.map((part) => [...part])),
        );
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("readPieces() holds nothing of a greeting back", async () => {
  const pieces = await piecesOf(GREETING, 11);
  assertEquals(pieces.map(({ bytes }) => bytes.length), [11, 11, 11, 11, 11, 9]);
});
