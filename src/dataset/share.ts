/** A copy of an array in shared memory, or the array itself where it lies there. */
function share<T extends Uint8Array | Uint16Array | Int32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const make = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new make(new SharedArrayBuffer(array.byteLength));
  shared.set(array);
  return shared;
}

/** The arrays that samples have, in one kind or the other. */
interface Shareable {
  readonly pixels: Uint8Array | Uint16Array;
  readonly mask: Uint8Array;
  readonly labels?: Int32Array;
}

/**
 * Copies of samples in shared memory, which a worker reads in place: messages
 * would copy every pixel twice. Arrays that are in shared memory stay as they are.
 *
 * @example
 * ```ts
 * import { shareSamples } from "#karyon";
 * const sample = { id: "a", pixels: new Uint16Array(48), mask: new Uint8Array(16) };
 * const [shared] = shareSamples([sample]);
 * if (!(shared!.mask.buffer instanceof SharedArrayBuffer)) throw new Error();
 * ```
 */
export function shareSamples<T extends Shareable>(samples: readonly T[]): T[] {
  return samples.map((sample) => ({
    ...sample,
    pixels: share(sample.pixels),
    mask: share(sample.mask),
    ...(sample.labels ? { labels: share(sample.labels) } : {}),
  }));
}
