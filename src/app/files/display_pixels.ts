import { type Image, stretchContrast } from "../../images/mod.ts";

/**
 * An image as a canvas takes it: RGBA of 8 bits, opaque, as the network sees it.
 *
 * @param stretch whether contrast is stretched, as under the outlines of an overlay.
 *   Default: where there are 16 bits, which would mostly look black
 * @returns `width * height * 4` values
 */
export function toDisplayPixels(
  image: Image,
  stretch: boolean = image.depth === 16,
): Uint8ClampedArray<ArrayBuffer> {
  const { data, channels, depth } = stretch ? stretchContrast(image) : image;
  const pixels = new Uint8ClampedArray(image.width * image.height * 4);
  const green = channels >= 3 ? 1 : 0, blue = channels >= 3 ? 2 : 0;
  // Of 16 bits the upper 8; clamping would make most of them white.
  const shift = depth - 8;
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    pixels[to] = data[from]! >> shift;
    pixels[to + 1] = data[from + green]! >> shift;
    pixels[to + 2] = data[from + blue]! >> shift;
    pixels[to + 3] = 255;
  }
  return pixels;
}
