import { decodeImageFile, lossyKind } from "../../images/mod.ts";
import { type Findings, note } from "../finding.ts";
import { isOfSize, type RawMask } from "../label_masks.ts";
import { labelPieces, renumber } from "../label_pieces.ts";
import type { Size } from "../merge_nuclei.ts";
import { inspectValues } from "./inspect_values.ts";
import { kindOf, type MaskKind, maskValues, shareBetween } from "./mask_kind.ts";

/** More pixels between black and white than this share: no plain mask. */
const MOST_BETWEEN = 0.05;

/**
 * Reads the nuclei of an image from one file, a plain mask or a label image.
 *
 * More than one value above 0 means labels: each value, or colour, is a nucleus. One
 * value means a plain mask: each connected piece (pixels that share an edge) is a
 * nucleus, so that nuclei which touch are one. Soft edges are cut at half of white,
 * and so is a plain mask that is kept as JPEG.
 *
 * @param findings where given, the values are looked at closely; where undefined,
 *   the first error is thrown
 * @returns row-major, contiguous from 1; undefined where the file cannot be used, and
 *   that is in the findings
 * @throws {InputError} if the file cannot be read, is not of the image's size, or
 *   holds labels that compression has altered
 */
export async function labelWholeMask(
  { bytes, path }: RawMask,
  size: Size,
  findings: Findings,
): Promise<Int32Array | undefined> {
  const { image, report } = await decodeImageFile(bytes, path, { exact: true });
  if (!isOfSize(image, size, path, findings)) return undefined;
  const lossy = lossyKind(bytes);
  const mask = maskValues(image, lossy !== undefined);
  let kind: MaskKind = kindOf(mask);
  if (lossy !== undefined) {
    if (shareBetween(mask) > MOST_BETWEEN) {
      note(findings, {
        code: "mask values",
        severity: "error",
        message: `Expected labels as PNG or TIFF but found ${lossy}, which alters values`,
        path,
      });
      return undefined;
    }
    kind = "soft";
  }
  if (findings) inspectValues(mask, kind, lossy, path, findings);
  // Such as pages that are left out: there may be a nucleus on each.
  for (const message of report.warnings) {
    note(findings, { code: "mask values", severity: "warning", message, path });
  }
  const { values, width, full } = mask;
  if (kind === "labels") return renumber(values);
  const cut = kind === "soft" ? full / 2 : 0;
  const nuclei = Uint8Array.from(values, (value) => value > cut ? 1 : 0);
  return labelPieces(nuclei, width).labels;
}
