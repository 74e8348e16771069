import { Refusal } from "./refusal.ts";

/**
 * Signed integers as unsigned ones, in place: as they are where none is below 0, else
 * with half of the range added, so that distances stay.
 *
 * @param data the bits of the signed values, as if they were unsigned
 * @param exact refuse instead of adding
 * @returns what was done, in words
 * @throws {Refusal} if `exact`, and a value is below 0
 */
export function fitSigned(
  data: Uint8Array | Uint16Array,
  bits: number,
  exact: boolean,
): string {
  const sign = 2 ** (bits - 1);
  if (data.every((value) => value < sign)) {
    return `signed to unsigned ${bits} bits: no value is below 0`;
  }
  if (exact) throw new Refusal("a TIFF with values below 0");
  // In two's complement, turning the sign bit over adds half of the range.
  for (let i = 0; i < data.length; i++) data[i]! ^= sign;
  return `signed to unsigned ${bits} bits: ${sign} added`;
}
