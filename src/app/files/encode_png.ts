import { encode } from "fast-png";
import type { Image } from "../../images/mod.ts";

/** Encodes an image as PNG with the channels and the depth that it has. */
export function encodePngPortably(image: Image): Uint8Array<ArrayBuffer> {
  const { data, width, height, channels, depth } = image;
  const bytes = encode({ data, width, height, channels, depth }, { zlib: { level: 6 } });
  // Without the room that the encoder kept for more.
  return new Uint8Array(bytes);
}
