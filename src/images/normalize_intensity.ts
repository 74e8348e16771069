import { PERCENTILES } from "./intensity_range.ts";

/**
 * How a model wants its input's brightness: `none` keeps 0..1 by bit depth (of 16
 * bits, by their range in use); `stretch` maps each image's 0.5 and 99.8 percentiles
 * to 0 and 1; `stretch-channels` does so in each channel by itself, so that the tint
 * of a stained image's background goes away.
 */
export type Normalization = "none" | "stretch" | "stretch-channels";

/** Every normalisation, for messages and options. */
export const normalizations = ["none", "stretch", "stretch-channels"] as const;

const [LOW, HIGH] = PERCENTILES;
const BINS = 65536;

/**
 * Brings one image's values to the range that a model was trained on.
 *
 * With `stretch` one pair of percentiles holds for all channels together, so that
 * colours stay; with `stretch-channels` each of three channels has its own. Values
 * that are all the same are left as they are.
 *
 * @param values 0..1, any number of channels; RGB, row-major with channels last, for
 *   `stretch-channels`; not changed
 * @returns new values in 0..1
 *
 * @example
 * ```ts
 * import { normalizeIntensity } from "#karyon";
 * const dark = Float32Array.from({ length: 1000 }, (_, i) => i / 10000);
 * const full = normalizeIntensity(dark, "stretch");
 * if (full[0] !== 0 || full[999] !== 1) throw new Error(`${full[0]} ${full[999]}`);
 * ```
 */
export function normalizeIntensity(
  values: Float32Array,
  normalization: Normalization,
): Float32Array {
  const normalized = values.slice();
  if (normalization === "stretch") stretch(normalized, 0, 1);
  if (normalization === "stretch-channels") {
    for (let channel = 0; channel < 3; channel++) stretch(normalized, channel, 3);
  }
  return normalized;
}

/** Stretches every `step`th value in place, from the one at `start`. */
function stretch(values: Float32Array, start: number, step: number): void {
  const counts = new Uint32Array(BINS);
  let total = 0;
  for (let i = start; i < values.length; i += step, total++) {
    counts[Math.round(values[i]! * (BINS - 1))]! += 1;
  }
  const black = percentile(counts, total, LOW);
  const white = percentile(counts, total, HIGH);
  if (white <= black) return;
  const scale = 1 / (white - black);
  for (let i = start; i < values.length; i += step) {
    values[i] = Math.min(Math.max((values[i]! - black) * scale, 0), 1);
  }
}

function percentile(counts: Uint32Array, total: number, share: number): number {
  let left = share * (total - 1);
  let bin = 0;
  while (bin < BINS - 1 && (left -= counts[bin]!) >= 0) bin++;
  return bin / (BINS - 1);
}
