/** Darkest and brightest value that a picture is drawn between, 0..255. */
export interface Brightness {
  readonly low: number;
  readonly high: number;
}

/** Shares of the values below and above which a stretched picture has no detail. */
const LOW = 0.005, HIGH = 0.998;

/** About how many pixels are looked at; more would change nothing that can be seen. */
const ENOUGH = 250_000;

/** Where nearly all values of an RGBA picture lie, alpha left out. */
export function brightnessOf(pixels: Uint8ClampedArray): Brightness {
  const counts = new Uint32Array(256);
  const step = 4 * Math.max(1, Math.floor(pixels.length / 4 / ENOUGH));
  let total = 0;
  for (let i = 0; i < pixels.length; i += step, total += 3) {
    counts[pixels[i]!]!++;
    counts[pixels[i + 1]!]!++;
    counts[pixels[i + 2]!]!++;
  }
  const at = (share: number) => {
    let below = 0;
    return Math.max(0, counts.findIndex((count) => (below += count) >= share * total));
  };
  return { low: at(LOW), high: at(HIGH) };
}

/** Whether so little of the range is used that a person would see next to nothing. */
export function isDim({ high }: Brightness): boolean {
  return high < 110;
}

/** A copy whose values between the two spread over the whole range; alpha stays. */
export function stretchPixels(
  pixels: Uint8ClampedArray,
  { low, high }: Brightness,
): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256);
  for (let value = 0; value < 256; value++) {
    table[value] = 255 * (value - low) / Math.max(1, high - low);
  }
  const stretched = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i += 4) {
    stretched[i] = table[pixels[i]!]!;
    stretched[i + 1] = table[pixels[i + 1]!]!;
    stretched[i + 2] = table[pixels[i + 2]!]!;
    stretched[i + 3] = pixels[i + 3]!;
  }
  return stretched;
}
