import type { Image } from "../images/mod.ts";
import { makeThumbnail, THUMBNAIL_SIZE } from "./thumbnail.ts";

/** 64 bits, the lower 32 first: nearly equal in images that look alike. */
export type PerceptualHash = readonly [number, number];

/** Frequencies that are kept along each axis. */
const SIDE = 8;

/** The type-II discrete cosine transform's basis, a row a frequency from 1 to 8. */
const BASIS = Float64Array.from({ length: SIDE * THUMBNAIL_SIZE }, (_, i) => {
  const frequency = 1 + Math.floor(i / THUMBNAIL_SIZE), x = i % THUMBNAIL_SIZE;
  return Math.cos(Math.PI * frequency * (2 * x + 1) / (2 * THUMBNAIL_SIZE));
});

/**
 * The perceptual hash of an image, by the discrete cosine transform: 32 x 32
 * grays, their 8 x 8 lowest frequencies without those that are constant along an
 * axis, one bit each for above or below their median.
 *
 * It stays nearly the same when an image is saved anew as JPEG, resized, made
 * brighter or darker. By C. Zauner, "Implementation and benchmarking of
 * perceptual image hash functions", 2010.
 *
 * @example
 * ```ts
 * import { createImage, hashDistance, perceptualHash } from "#karyon";
 * const image = createImage(64, 48, 1);
 * image.data.forEach((_, i) => image.data[i] = (i * i) % 97);
 * const brighter = { ...image, data: image.data.map((value) => value + 100) };
 * if (hashDistance(perceptualHash(image), perceptualHash(brighter)) > 1) {
 *   throw new Error();
 * }
 * ```
 */
// Written here since the packages that compute it (sharp-phash, imghash,
// @jimp/plugin-hash) round to 8 bits before the transform, which takes the nuclei
// out of images that use ten of 256 gray levels, and they know no 16 bits.
export function perceptualHash(image: Image): PerceptualHash {
  return hashOrientations(makeThumbnail(image))[0]!;
}

/**
 * The perceptual hashes of a thumbnail as it would be turned or mirrored, in the
 * order of `orient()`: the first is that of the thumbnail as it is.
 */
export function hashOrientations(thumbnail: Float32Array): PerceptualHash[] {
  const frequencies = transform(thumbnail);
  return Array.from({ length: 8 }, (_, orientation) =>
    hashFrequencies(
      frequencies.map((_, i) => {
        let u = i % SIDE, v = Math.floor(i / SIDE);
        if (orientation & 4) [u, v] = [v, u];
        // A mirrored cosine of odd frequency is its negative; u = 0 is frequency 1.
        const isMirroredX = (orientation & 1) !== 0 && u % 2 === 0;
        const isMirroredY = (orientation & 2) !== 0 && v % 2 === 0;
        return frequencies[v * SIDE + u]! * (isMirroredX === isMirroredY ? 1 : -1);
      }),
    ));
}

function hashFrequencies(frequencies: Float64Array): PerceptualHash {
  const sorted = frequencies.toSorted();
  const middle = sorted.length / 2;
  const median = (sorted[middle - 1]! + sorted[middle]!) / 2;
  let low = 0, high = 0;
  for (let i = 0; i < 32; i++) {
    if (frequencies[i]! > median) low |= 1 << i;
    if (frequencies[i + 32]! > median) high |= 1 << i;
  }
  return [low >>> 0, high >>> 0];
}

/** The 8 x 8 lowest frequencies above 0 along both axes, row-major. */
function transform(thumbnail: Float32Array): Float64Array {
  // Along the rows first, so that the second pass has 8 columns in place of 32.
  const rows = new Float64Array(THUMBNAIL_SIZE * SIDE);
  for (let y = 0; y < THUMBNAIL_SIZE; y++) {
    for (let u = 0; u < SIDE; u++) {
      let sum = 0;
      for (let x = 0; x < THUMBNAIL_SIZE; x++) {
        sum += thumbnail[y * THUMBNAIL_SIZE + x]! * BASIS[u * THUMBNAIL_SIZE + x]!;
      }
      rows[y * SIDE + u] = sum;
    }
  }
  const frequencies = new Float64Array(SIDE * SIDE);
  for (let v = 0; v < SIDE; v++) {
    for (let u = 0; u < SIDE; u++) {
      let sum = 0;
      for (let y = 0; y < THUMBNAIL_SIZE; y++) {
        sum += rows[y * SIDE + u]! * BASIS[v * THUMBNAIL_SIZE + y]!;
      }
      frequencies[v * SIDE + u] = sum;
    }
  }
  return frequencies;
}

/**
 * In how many of 64 bits two hashes differ: 0 in copies, about 32 in images that
 * have nothing in common.
 */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  return countBits(a[0] ^ b[0]) + countBits(a[1] ^ b[1]);
}

/** How many bits of a 32-bit integer are set, by adding neighbours in parallel. */
function countBits(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}
