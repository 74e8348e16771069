/// <reference lib="dom" />
import type { OpenedImage } from "../../segmenter.ts";

/** Pixels of the longer side of a thumbnail, twice what is shown for dense screens. */
const SIDE = 112;

/** @returns none where the browser cannot, which the list then shows as an empty frame */
export async function shrinkImage(
  { pixels, width, height }: Pick<OpenedImage, "pixels" | "width" | "height">,
): Promise<ImageBitmap | undefined> {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const data = new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, width, height);
  try {
    return await createImageBitmap(data, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
      resizeQuality: "medium",
    });
  } catch {
    return undefined;
  }
}
