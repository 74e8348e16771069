import { InputError } from "../../base/mod.ts";
import { LENGTHS, type NucleusRow } from "./nucleus_row.ts";

/** @throws {InputError} if a size is given that is not a finite number above 0 */
export function checkPixelSize(pixelSize: number | undefined): void {
  if (pixelSize === undefined || (pixelSize > 0 && Number.isFinite(pixelSize))) return;
  throw new InputError(
    `Expected a pixel size in micrometres above 0 but found ${pixelSize}`,
  );
}

/** Area and lengths of a row in square micrometres and micrometres. */
export function inMicrometres(
  row: NucleusRow,
  pixelSize: number,
): Pick<NucleusRow, "area_um2" | `${typeof LENGTHS[number]}_um`> {
  const lengths: { [column in `${typeof LENGTHS[number]}_um`]?: number } = {};
  for (const length of LENGTHS) lengths[`${length}_um`] = row[length] * pixelSize;
  return { area_um2: row.area * pixelSize ** 2, ...lengths };
}
