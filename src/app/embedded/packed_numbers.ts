/** Pixels and labels as text that is short, exact, and read by any browser as it is. */
import { zlibSync } from "fflate";

/** Characters made at once: a call takes only so many arguments. */
const SLICE = 8192;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += SLICE) {
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return btoa(text);
}

/**
 * Numbers as text: the difference of each to the one `step` before, zlib, base64. What
 * changes slowly, as images and labels do, gets short. The same numbers give the same
 * text.
 */
export function packNumbers(numbers: Uint8Array | Int32Array, step: number): string {
  const differences = numbers.slice();
  for (let at = step; at < numbers.length; at++) {
    differences[at] = numbers[at]! - numbers[at - step]!;
  }
  return toBase64(zlibSync(new Uint8Array(differences.buffer), { level: 9 }));
}

/**
 * Fills an array with the numbers of {@linkcode packNumbers}.
 *
 * @throws {Error} if the text is none of its, or holds fewer or more numbers
 */
export async function unpackNumbers(
  text: string,
  step: number,
  numbers: Uint8Array | Int32Array,
): Promise<void> {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const bytes = new Uint8Array(numbers.buffer);
  let filled = 0;
  const stream = new Blob([packed]).stream().pipeThrough(
    new DecompressionStream("deflate"),
  );
  for (const reader = stream.getReader();;) {
    const { done, value } = await reader.read();
    if (done) break;
    // Whatever it claims to be: never more than there is room for.
    if (filled + value.length > bytes.length) {
      await reader.cancel();
      filled = Infinity;
      break;
    }
    bytes.set(value, filled);
    filled += value.length;
  }
  if (filled !== bytes.length) {
    throw new Error(`Expected ${numbers.length} numbers but found others`);
  }
  for (let at = step; at < numbers.length; at++) numbers[at]! += numbers[at - step]!;
}
