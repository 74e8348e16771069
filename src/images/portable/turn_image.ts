import { createImage } from "../create.ts";
import type { Image } from "../image.ts";

/**
 * The picture as an orientation tag says that it is to be seen.
 *
 * @param orientation 1 upright to 8, as TIFF and Exif number them; others count as 1
 */
export function turnImage(image: Image, orientation: number): Image {
  if (!(orientation >= 2 && orientation <= 8)) return image;
  const { data, width, height, channels, depth } = image;
  // From 5 on, rows become columns.
  const isSwapped = orientation >= 5;
  const turned = isSwapped
    ? createImage(height, width, channels, depth)
    : createImage(width, height, channels, depth);
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  let to = 0;
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const across = isSwapped ? y : x, down = isSwapped ? x : y;
      const column = fromRight ? width - 1 - across : across;
      const row = fromBelow ? height - 1 - down : down;
      const from = (row * width + column) * channels;
      for (let c = 0; c < channels; c++) turned.data[to++] = data[from + c]!;
    }
  }
  return turned;
}
