import { zipSync } from "fflate";
import { encodeImageJRoi } from "./encode_imagej_roi.ts";
import type { NucleusOutline } from "./find_outlines.ts";

/** The earliest day that a zip can tell: files of equal content are equal. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * Writes outlines as a zip of ROI files that ImageJ's and Fiji's ROI Manager opens
 * (More » Open, or dropped onto the window). Each is named by its label, with zeros
 * before it, so that lists stay in order.
 *
 * @returns the bytes of the file; equal outlines give equal bytes
 *
 * @example
 * ```ts
 * import { encodeImageJRois, findOutlines } from "#karyon";
 * const zip = encodeImageJRois(findOutlines(Int32Array.of(0, 1), 2, 1));
 * if (String.fromCharCode(...zip.subarray(0, 2)) !== "PK") throw new Error();
 * ```
 */
export function encodeImageJRois(
  outlines: readonly NucleusOutline[],
): Uint8Array<ArrayBuffer> {
  const digits = Math.max(4, String(outlines.at(-1)?.label ?? 0).length);
  const files = outlines.map((outline) => {
    const name = String(outline.label).padStart(digits, "0");
    return [`${name}.roi`, encodeImageJRoi(outline, name)] as const;
  });
  return zipSync(Object.fromEntries(files), { mtime: NO_DATE });
}
