/**
 * A length as a person types it, with a decimal point or comma.
 *
 * @returns nothing where it is no number above 0
 */
export function readLength(text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  const length = /^\d*\.?\d+(e-?\d+)?$/i.test(plain) ? Number(plain) : 0;
  return length > 0 && Number.isFinite(length) ? length : undefined;
}
