import sharp from "sharp";
import { type BitmapDecoder, decodeImage } from "#karyon";

/** In place of a browser's decoder: 8 bits a value, RGBA. */
export const sharpBitmap: BitmapDecoder = async (bytes, type) => {
  if (type === "image/bmp") return await spread(bytes);
  const { data, info: { width, height } } = await sharp(bytes, { ignoreIcc: true })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width, height };
};

/** sharp reads no BMP. */
async function spread(bytes: Uint8Array) {
  const { data, width, height, channels } = await decodeImage(bytes, "a.bmp");
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < Math.max(3, channels); c++) {
      rgba[i * 4 + c] = data[i * channels + (channels === 1 ? 0 : c)]!;
    }
  }
  return { data: rgba, width, height };
}
