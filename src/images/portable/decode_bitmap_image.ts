import type { Image } from "../image.ts";
import { Damage, Refusal } from "../formats/refusal.ts";
import type { PortableOptions } from "./portable_options.ts";

/** What the header of a file says of its picture. */
export interface BitmapKind {
  /** A media type, such as `image/jpeg`. */
  readonly type: string;
  readonly channels: Image["channels"];
}

/**
 * Has a picture decoded elsewhere, and keeps the channels that the file has.
 *
 * @throws {Refusal} where nobody decodes it
 */
export async function decodeBitmapImage(
  bytes: Uint8Array,
  { decodeBitmap }: PortableOptions,
  { type, channels }: BitmapKind,
  warn: (words: string) => unknown = () => {},
): Promise<Image> {
  if (decodeBitmap === undefined) {
    throw new Refusal(`a picture of type ${type}, which nothing here decodes`);
  }
  const alpha = channels === 2 || channels === 4;
  const { data, width, height, warning } = await decodeBitmap(bytes, type, alpha);
  if (data.length !== width * height * 4 || data.length === 0) {
    throw new Damage(
      `decoding gave ${data.length} values for ${width} x ${height} pixels`,
    );
  }
  if (warning !== undefined) warn(warning);
  if (channels === 4) {
    const whole = new Uint8Array(data.buffer, data.byteOffset, data.length);
    return { data: whole, width, height, channels, depth: 8, alpha };
  }
  const kept = new Uint8Array(width * height * channels);
  const places = channels === 3 ? [0, 1, 2] : channels === 2 ? [0, 3] : [0];
  for (let from = 0, to = 0; from < data.length; from += 4) {
    for (const place of places) kept[to++] = data[from + place]!;
  }
  return { data: kept, width, height, channels, depth: 8, alpha };
}
