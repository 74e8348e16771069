import type { Color } from "./label_color.ts";
import type { Image } from "./image.ts";

/** Ten digits of 3 x 5 pixels, row by row: legible from the size of a small nucleus. */
const DIGITS = [
  0b111_101_101_101_111,
  0b010_110_010_010_111,
  0b111_001_111_100_111,
  0b111_001_111_001_111,
  0b101_101_111_001_001,
  0b111_100_111_001_111,
  0b111_100_111_101_111,
  0b111_001_010_010_010,
  0b111_101_111_101_111,
  0b111_101_111_001_111,
];

/**
 * Writes a number into an RGB image of 8 bits, in place, on a rim of black that
 * keeps it legible on any ground; what lies outside the image is left out.
 *
 * @param value an integer from 0 on
 * @param x column of its middle
 * @param y row of its middle
 */
export function drawNumber(
  image: Image,
  value: number,
  x: number,
  y: number,
  color: Color = [255, 255, 255],
): void {
  const digits = String(value);
  const left = Math.round(x) - Math.floor((digits.length * 4 - 1) / 2);
  const top = Math.round(y) - 2;
  const lit: [number, number][] = [];
  [...digits].forEach((digit, place) => {
    for (let bit = 0; bit < 15; bit++) {
      if ((DIGITS[Number(digit)]! >> (14 - bit) & 1) === 0) continue;
      lit.push([left + place * 4 + bit % 3, top + Math.floor(bit / 3)]);
    }
  });
  for (const [column, row] of lit) {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) paint(image, column + dx, row + dy, [0, 0, 0]);
    }
  }
  for (const [column, row] of lit) paint(image, column, row, color);
}

function paint({ data, width, height }: Image, x: number, y: number, color: Color): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  data.set(color, (y * width + x) * 3);
}
