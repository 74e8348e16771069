import { createHash } from "node:crypto";
import { describeChannels, type Image } from "../images/mod.ts";

/**
 * SHA-256 over what an image shows, the same for the same pixels in another kind of
 * file: alpha is left out where every pixel is opaque, and R = G = B is one gray.
 *
 * @returns 64 hexadecimal digits
 */
export function digestPixels(image: Image): string {
  const { data, width, height, channels, depth, alpha } = image;
  const { grayInRgb, alphaUsed } = describeChannels(image);
  const colors = grayInRgb || channels < 3 ? 1 : 3;
  const kept = [0, 1, 2].slice(0, colors);
  if (alpha && alphaUsed) kept.push(channels - 1);
  const hash = createHash("sha256").update(`${width} ${height} ${depth} ${kept.length}`);
  if (kept.length === channels) return hash.update(data).digest("hex");
  const less = new (depth === 16 ? Uint16Array : Uint8Array)(
    width * height * kept.length,
  );
  for (let at = 0, to = 0; at < data.length; at += channels) {
    for (let i = 0; i < kept.length; i++) less[to++] = data[at + kept[i]!]!;
  }
  return hash.update(less).digest("hex");
}
