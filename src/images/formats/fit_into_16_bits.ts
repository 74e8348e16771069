import { Refusal } from "./refusal.ts";

const MOST = 65535;

/**
 * Values of 32 bits in 16: as they are where all are integers that fit; else
 * 0..1 spread over 0..65535, or, beyond 0..1, the smallest to the largest.
 *
 * @param kind what the values are, for the phrase
 * @param exact refuse instead of spreading
 * @throws {Refusal} if a value is no number
 */
export function fitInto16Bits(
  values: Float64Array,
  kind: string,
  exact: boolean,
): { data: Uint16Array; conversion: string } {
  let smallest = Infinity, largest = -Infinity, strange = 0, isWhole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) strange++;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (!Number.isInteger(value)) isWhole = false;
  }
  if (strange > 0) {
    throw new Refusal(
      `a TIFF with ${strange} of ${values.length} values that are NaN or infinite`,
    );
  }
  const data = new Uint16Array(values.length);
  if (isWhole && smallest >= 0 && largest <= MOST) {
    data.set(values);
    return { data, conversion: `${kind} to 16 bits: every value is kept` };
  }
  if (exact) {
    throw new Refusal(
      `a TIFF with values from ${smallest} to ${largest}, which 16 bits cannot hold as they are`,
    );
  }
  const isShare = smallest >= 0 && largest <= 1;
  const black = isShare ? 0 : smallest;
  const white = isShare ? 1 : largest;
  // A picture of one value is black: there is nothing to spread.
  const scale = white > black ? MOST / (white - black) : 0;
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.round((values[i]! - black) * scale);
  }
  return {
    data,
    conversion: `${kind} to 16 bits: 0 stands for ${black}, 65535 for ${white}`,
  };
}
