import { InputError, writeBeside } from "../base/mod.ts";
import { describeChannels } from "./channels.ts";
import { decodeImage } from "./decode.ts";
import { encodePng } from "./encode.ts";
import { lossyKind } from "./formats/lossy.ts";
import type { Image } from "./image.ts";
import { imageOfLabels, imageOfMask } from "./label_image.ts";
import { readImageBytes } from "./read.ts";

/** A mask as read: 1 is nucleus, 0 background; `width * height` values. */
export interface MaskFile {
  readonly mask: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Labels as read: 0 is background, n the n-th nucleus; `width * height` values. */
export interface LabelsFile {
  readonly labels: Int32Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes a mask as 8-bit gray PNG: 0 stays 0, anything else becomes 255.
 *
 * @param mask row-major, `width * height` values
 * @throws {RangeError} if the mask is not of that size
 *
 * @example
 * ```ts
 * import { readMask, writeMask } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writeMask(`${folder}/mask.png`, Uint8Array.of(0, 1, 1), 3, 1);
 * const { mask } = await readMask(`${folder}/mask.png`);
 * if (mask.join() !== "0,1,1") throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeMask(
  path: string,
  mask: Uint8Array,
  width: number,
  height: number,
): Promise<void> {
  await writeBeside(path, await encodePng(imageOfMask(mask, width, height)));
}

/**
 * Writes labels as 16-bit gray PNG, each value as it is.
 *
 * @param labels row-major, `width * height` integers in 0..65535
 * @throws {InputError} if a label is outside that range, which PNG cannot hold
 * @throws {RangeError} if the labels are not of that size
 *
 * @example
 * ```ts
 * import { readLabels, writeLabels } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writeLabels(`${folder}/labels.png`, Int32Array.of(0, 1, 300), 3, 1);
 * const { labels } = await readLabels(`${folder}/labels.png`);
 * if (labels.join() !== "0,1,300") throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeLabels(
  path: string,
  labels: Int32Array,
  width: number,
  height: number,
): Promise<void> {
  await writeBeside(path, await encodePng(imageOfLabels(labels, width, height, path)));
}

/**
 * Reads a mask: a pixel with any colour above 0 is nucleus (1).
 *
 * So masks of 0/1, of 0/255 and label images all work; alpha is not looked at.
 *
 * @throws {InputError} if the file cannot be read, or not value by value; a JPEG
 *   is refused, since its compression leaves values above 0 in the background
 *
 * @example See {@linkcode writeMask}.
 */
export async function readMask(path: string): Promise<MaskFile> {
  const { data, width, height, channels, alpha } = await readLossless(
    path,
    "mask",
  );
  const colors = alpha ? channels - 1 : channels;
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i++) {
    for (let c = 0; c < colors; c++) {
      if (data[i * channels + c]! > 0) mask[i] = 1;
    }
  }
  return { mask, width, height };
}

/**
 * Reads labels: each pixel's gray value, as the file has it.
 *
 * @throws {InputError} if the file cannot be read, or not value by value, or is
 *   in colour: its colours would have no one order
 *
 * @example See {@linkcode writeLabels}.
 */
export async function readLabels(path: string): Promise<LabelsFile> {
  const image = await readLossless(path, "label image");
  if (image.channels >= 3 && !describeChannels(image).grayInRgb) {
    throw new InputError("Expected a gray label image but found colours", {
      path,
    });
  }
  const { data, width, height, channels } = image;
  const labels = new Int32Array(width * height);
  for (let i = 0; i < labels.length; i++) labels[i] = data[i * channels]!;
  return { labels, width, height };
}

async function readLossless(path: string, what: string): Promise<Image> {
  const bytes = await readImageBytes(path);
  const lossy = lossyKind(bytes);
  if (lossy !== undefined) {
    throw new InputError(
      `Expected a ${what} as PNG or TIFF but found ${lossy}, which alters values`,
      { path },
    );
  }
  return decodeImage(bytes, path, { exact: true });
}
