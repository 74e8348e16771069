import type { PreparedSample } from "../dataset/mod.ts";

const isShared = ({ buffer }: ArrayBufferView) => buffer instanceof SharedArrayBuffer;

/**
 * Copies of samples in shared memory, which a worker reads in place: messages
 * would copy every pixel twice. Samples that are in shared memory stay as they are.
 */
export function shareSamples(samples: readonly PreparedSample[]): PreparedSample[] {
  return samples.map((sample) => {
    const { id, pixels, mask } = sample;
    if (isShared(pixels) && isShared(mask)) return sample;
    const shared = {
      pixels: new Uint16Array(new SharedArrayBuffer(pixels.byteLength)),
      mask: new Uint8Array(new SharedArrayBuffer(mask.byteLength)),
    };
    shared.pixels.set(pixels);
    shared.mask.set(mask);
    return { id, ...shared };
  });
}
