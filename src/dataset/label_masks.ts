import { messageOf } from "../base/mod.ts";
import {
  decodeMaskPixels,
  lossyKind,
  type MaskPixels,
  runLengthDecode,
} from "../images/mod.ts";
import { type Findings, note, noting } from "./finding.ts";
import { countValues, findMaskValues } from "./mask_values.ts";
import { mergeNuclei, type Size } from "./merge_nuclei.ts";
import { eachNucleusPixel } from "./nucleus_pixels.ts";

/** The file of one nucleus' mask, as it was read. */
export interface RawMask {
  readonly bytes: Uint8Array;
  readonly path: string;
}

/**
 * Merges the masks of an image's nuclei, one file each, into labels.
 *
 * Any colour above 0 is nucleus; alpha is not looked at. Where nuclei overlap,
 * the later file has the pixels.
 *
 * @param findings where given, every mask is looked at closely, which takes
 *   longer; where undefined, the first error is thrown
 * @returns row-major, contiguous from 1 in the order of the files; undefined where
 *   a mask could not be used, and that is in the findings
 * @throws {InputError} if a mask cannot be read, or is not of the image's size
 */
export async function labelMasks(
  masks: readonly RawMask[],
  size: Size,
  findings: Findings,
): Promise<Int32Array | undefined> {
  const merger = mergeNuclei(size, findings, folderOf(masks[0]?.path ?? ""));
  let isWhole = true;
  // One after the other: decoded, a set's masks are a thousand times their files.
  for (const { bytes, path } of masks) {
    const pixels = await noting(
      findings,
      path,
      () => decodeMask(bytes, path, findings),
    );
    if (!pixels || !isOfSize(pixels, size, path, findings)) {
      isWhole = false;
      continue;
    }
    if (findings) inspectMask(pixels, path, findings);
    merger.add((mark) => eachNucleusPixel(pixels, mark));
  }
  const labels = merger.finish();
  return isWhole ? labels : undefined;
}

/**
 * Merges the run-length codes of an image's nuclei into labels, by the same rules
 * as {@linkcode labelMasks}.
 *
 * @param path the table, and which image is meant
 * @throws {InputError} if codes are broken or leave the image
 */
export function labelCodes(
  codes: readonly string[],
  size: Size,
  path: string,
  findings: Findings,
): Int32Array | undefined {
  const merger = mergeNuclei(size, findings, path);
  let isWhole = true;
  codes.forEach((code, n) => {
    try {
      const data = runLengthDecode(code, size.width, size.height);
      merger.add((mark) => eachNucleusPixel({ data, channels: 1 }, mark));
    } catch (error) {
      isWhole = false;
      note(findings, {
        code: "unreadable",
        severity: "error",
        message: `${messageOf(error)} in nucleus ${n + 1}`,
        path,
      }, error);
    }
  });
  const labels = merger.finish();
  return isWhole ? labels : undefined;
}

/** Whether a mask has its image's size; if not, that is noted or thrown. */
export function isOfSize(
  mask: Size,
  image: Size,
  path: string,
  findings: Findings,
): boolean {
  if (mask.width === image.width && mask.height === image.height) return true;
  note(findings, {
    code: "size mismatch",
    severity: "error",
    message: `Expected a mask of the image's size, ${image.width} x ${image.height}, ` +
      `but found ${mask.width} x ${mask.height}`,
    path,
  });
  return false;
}

async function decodeMask(
  bytes: Uint8Array,
  path: string,
  findings: Findings,
): Promise<MaskPixels | undefined> {
  const lossy = lossyKind(bytes);
  if (lossy !== undefined) {
    return void note(findings, {
      code: "mask values",
      severity: "error",
      message: `Expected a mask as PNG or TIFF but found ${lossy}, which alters values`,
      path,
    });
  }
  return await decodeMaskPixels(bytes, path, { exact: true });
}

function inspectMask(
  pixels: MaskPixels,
  path: string,
  findings: NonNullable<Findings>,
): void {
  const counts = countValues(pixels);
  const found = findMaskValues(counts, path);
  if (found) note(findings, found);
  if (counts.some((count) => count > 0)) return;
  note(findings, {
    code: "empty mask",
    severity: "warning",
    message: "Expected the pixels of a nucleus but found a mask without any",
    path,
  });
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
