import sharp from "sharp";
import { handBmp } from "../hand_bmp.ts";
import { handPng, RGB } from "../hand_png.ts";
import { damagedTiffs } from "./damaged_tiffs.ts";
import { found, type OddRecipe } from "./odd_file.ts";

/** A copy with some bytes replaced. */
function patched(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

const unreadable = (format: string, reason: string) =>
  found(`a ${format} that cannot be read: ${reason}`);

/** Where the two bytes of a JPEG's marker stand. */
function markerAt(jpeg: Uint8Array, marker: number): number {
  return jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === marker);
}

function pngs(): OddRecipe[] {
  const png = handPng(4, 8, RGB, [Array(12).fill(9), Array(12).fill(90)]);
  // The header's chunk is at 8 and 25 bytes long, then come the pixels.
  const ending = png.subarray(png.length - 12);
  const bad = (name: string, bytes: Uint8Array, reason: string): OddRecipe => ({
    name,
    bytes,
    expected: unreadable("PNG", reason),
  });
  return [
    bad("cut.png", png.subarray(0, png.length - 20), "its end is missing"),
    bad(
      "pixels_checksum.png",
      patched(png, png.length - 14, 1, 2),
      "the checksum of its chunk IDAT at byte 33 is wrong",
    ),
    bad(
      "header_checksum.png",
      patched(png, 29, 1, 2, 3, 4),
      "the checksum of its chunk IHDR at byte 8 is wrong",
    ),
    bad("no_width.png", handPng(0, 8, RGB, [[]]), "its size is 0 x 1"),
    bad(
      "seven_bits.png",
      handPng(1, 7, RGB, [[1, 2, 3]]),
      "it claims 7 bits for colour type 2",
    ),
    bad(
      "no_pixels.png",
      Uint8Array.from([...png.subarray(0, 33), ...ending]),
      "it has no pixel data",
    ),
    bad(
      "few_pixels.png",
      handPng(40, 8, RGB, [[1, 2, 3]]),
      "its pixel data is damaged or too short",
    ),
    {
      name: "bomb.png",
      bytes: patched(png, 16, 0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0),
      expected: found(
        "a PNG of 100000 x 100000, 10,000,000,000 pixels: more than the 268,435,456 " +
          "that the option maxPixels allows",
      ),
    },
  ];
}

async function others(): Promise<OddRecipe[]> {
  const noise = Uint8Array.from({ length: 48 * 48 * 3 }, (_, i) => (i * i * 31) % 251);
  const picture = sharp(noise, { raw: { width: 48, height: 48, channels: 3 } });
  const [jpeg, webp, gif] = (await Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().webp({ lossless: true }).toBuffer(),
    picture.clone().gif().toBuffer(),
  ])).map((bytes) => new Uint8Array(bytes));
  const frame = markerAt(jpeg!, 0xc0);
  const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);
  const bad = (name: string, bytes: Uint8Array, format: string, reason: string) => ({
    name,
    bytes,
    expected: unreadable(format, reason),
  });
  return [
    bad("cut.jpg", half(jpeg!), "JPEG", "its end is missing"),
    bad(
      "header_only.jpg",
      jpeg!.subarray(0, frame),
      "JPEG",
      "it ends before its picture begins",
    ),
    bad(
      "twelve_bits.jpg",
      patched(jpeg!, frame + 4, 12),
      "JPEG",
      "it has 12 bits a value in place of 8",
    ),
    bad(
      "no_height.jpg",
      patched(jpeg!, frame + 5, 0, 0),
      "JPEG",
      "its size is 48 x 0",
    ),
    {
      name: "bomb.jpg",
      bytes: patched(jpeg!, frame + 5, 0xfd, 0xe8, 0xfd, 0xe8),
      expected: found(
        "a JPEG of 65000 x 65000, 4,225,000,000 pixels: more than the 268,435,456 " +
          "that the option maxPixels allows",
      ),
    },
    bad("cut.webp", half(webp!), "WebP", "it is damaged or ends early"),
    bad("cut.gif", half(gif!), "GIF", "it is damaged or ends early"),
    bad(
      "cut.bmp",
      handBmp(4, 4, 24, Array(4).fill(Array(12).fill(7))).subarray(0, 80),
      "BMP",
      "it has 80 bytes where 102 are needed",
    ),
    bad(
      "cut_header.bmp",
      handBmp(4, 4, 24, []).subarray(0, 30),
      "BMP",
      "it ends within its header",
    ),
    bad(
      "palette.bmp",
      handBmp(2, 1, 8, [[0, 200]], [0, 0, 0, 0]),
      "BMP",
      "a pixel's number is not in its palette",
    ),
  ];
}

/** Images that are broken, cut, or claim what cannot be. */
export async function damagedFiles(): Promise<OddRecipe[]> {
  return [...pngs(), ...damagedTiffs(), ...await others()];
}
