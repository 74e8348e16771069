import sharp, { type Sharp } from "sharp";
import {
  createImage,
  decodeImage,
  drawSyntheticSample,
  encodePng,
  type Image,
} from "#karyon";

/** Images of nuclei, of different kinds. */
export const IMAGES: readonly Image[] = Array.from(
  { length: 6 },
  (_, index) => drawSyntheticSample(3, index, { split: "train" }).image,
);

/** The image as another file of it would be, by sharp and not by this project. */
export async function changed(
  image: Image,
  change: (pixels: Sharp) => Sharp,
): Promise<Image> {
  const opaque = sharp(await encodePng(image)).removeAlpha();
  const whole = await change(opaque).toBuffer();
  return await decodeImage(new Uint8Array(whole), "changed");
}

/** A part of the image. */
export function cut(
  image: Image,
  left: number,
  top: number,
  width: number,
  height: number,
): Image {
  const part = createImage(width, height, image.channels, image.depth);
  const { channels } = image;
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * channels;
    part.data.set(
      image.data.subarray(from, from + width * channels),
      y * width * channels,
    );
  }
  return part;
}

/** The image in 22 of 256 gray levels, as fluorescence is often kept. */
export const nearBlack = (image: Image): Image => ({
  ...image,
  data: image.data.map((value) => Math.round(value / 12)),
});
