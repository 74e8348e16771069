/** A large image made small, with the labels that its parts bring. */
import sharp from "sharp";
import { type Image, InputError, messageOf, type TileNuclei } from "../mod.ts";

/** Pixels along the longer side. */
const MOST = 2048;

/** What the page shows of a large image. */
export interface Preview {
  /** RGB. */
  readonly image: Image;
  /** Of the preview's size; 0 is background. */
  readonly labels: Int32Array;
  /** Enters what a part brought. */
  paint(part: TileNuclei): void;
}

/** The image's own size, and its pixels made small. */
async function readSmall(path: string) {
  const all = sharp(path, { limitInputPixels: false, unlimited: true }).autoOrient();
  const { autoOrient } = await all.metadata();
  const small = await all
    .removeAlpha()
    .resize({ width: MOST, height: MOST, fit: "inside", withoutEnlargement: true })
    .toColourspace("rgb16")
    .raw({ depth: "ushort" })
    .toBuffer({ resolveWithObject: true });
  return { autoOrient, ...small };
}

/**
 * Reads an image small; its labels are those under the middles of its pixels.
 *
 * @throws {InputError} if the file cannot be read
 */
export async function openPreview(path: string): Promise<Preview> {
  const { autoOrient, data, info } = await readSmall(path).catch((cause) => {
    throw new InputError(
      `Expected a picture but found one that cannot be decoded: ${messageOf(cause)}`,
      { path, cause },
    );
  });
  const { width, height } = info;
  const values = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  const labels = new Int32Array(width * height);
  const across = autoOrient.width / width, down = autoOrient.height / height;
  /** The preview's pixels whose middles lie in a stretch of the image's. */
  const from = (start: number, step: number) =>
    Math.max(0, Math.ceil(start / step - 0.5));
  return {
    image: { data: values, width, height, channels: 3, depth: 16, alpha: false },
    labels,
    paint: (part) => {
      const endX = Math.min(width, from(part.left + part.width, across));
      const endY = Math.min(height, from(part.top + part.height, down));
      for (let y = from(part.top, down); y < endY; y++) {
        const row = (Math.floor((y + 0.5) * down) - part.top) * part.width - part.left;
        for (let x = from(part.left, across); x < endX; x++) {
          const label = part.labels[row + Math.floor((x + 0.5) * across)]!;
          // A part brings its own nuclei alone, between those that others brought.
          if (label !== 0) labels[y * width + x] = label;
        }
      }
    },
  };
}
