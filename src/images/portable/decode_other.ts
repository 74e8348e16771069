import type { FileFacts } from "../formats/describe_conversions.ts";
import { checkBmp, describeBmp, readBmpHeader } from "../formats/bmp_file.ts";
import type { ImageFormat } from "../formats/format.ts";
import { readGifFacts } from "../formats/gif_file.ts";
import {
  explainJpeg,
  hasJpegEnd,
  readJpegExif,
  readJpegFrame,
} from "../formats/jpeg_file.ts";
import { Damage } from "../formats/refusal.ts";
import { readWebpFacts } from "../formats/webp_file.ts";
import { decodeBitmapImage } from "./decode_bitmap_image.ts";
import {
  checkExtent,
  type PortableOptions,
  type PortablePicture,
} from "./portable_options.ts";
import { turnImage } from "./turn_image.ts";

/** What a file's header says: enough to check it before it is decoded. */
interface Header {
  readonly width: number;
  readonly height: number;
  readonly facts: FileFacts & { readonly channels: 1 | 3 | 4 };
  readonly conversions?: readonly string[];
  readonly warnings?: readonly string[];
  /** Where the file's note of its orientation begins. */
  readonly exifAt?: number | undefined;
  /** Checks what the decoder might not ask, once the size is known to be taken. */
  check?(): void;
}

/** Formats whose pixels are decoded elsewhere. */
export type OtherFormat = Exclude<ImageFormat, "PNG" | "TIFF">;

const EARLY_END = "it is damaged or ends early";

const readers: Readonly<Record<OtherFormat, (bytes: Uint8Array) => Header>> = {
  JPEG: (bytes) => {
    const frame = readJpegFrame(bytes);
    if (frame === undefined) throw new Damage(explainJpeg(bytes));
    const { width, height, bits, components } = frame;
    const exif = readJpegExif(bytes);
    return {
      width,
      height,
      facts: {
        channels: components === 1 ? 1 : 3,
        orientation: exif?.orientation ?? 1,
        ...(components === 4 && { space: "cmyk" as const }),
      },
      exifAt: exif?.at,
      warnings: components === 4
        ? ["The browser turned CMYK into RGB without a profile: colours are approximate."]
        : [],
      check: () => {
        if (bits !== 8 || !hasJpegEnd(bytes, frame)) throw new Damage(explainJpeg(bytes));
      },
    };
  },
  WebP: (bytes) => {
    const read = readWebpFacts(bytes);
    if (read === undefined) throw new Damage(EARLY_END);
    const { width, height, hasAlpha, frames: pages, orientation, isWhole, exifAt } = read;
    const check = () => {
      if (!isWhole) throw new Damage(EARLY_END);
    };
    const channels = hasAlpha ? 4 : 3;
    const facts = { channels, pages, orientation, hasAlpha } as const;
    return { width, height, facts, check, exifAt };
  },
  GIF: (bytes) => {
    const read = readGifFacts(bytes);
    if (read === undefined) throw new Damage(EARLY_END);
    const { width, height, frames: pages, isTransparent, isWhole } = read;
    const check = () => {
      if (!isWhole || pages === 0) throw new Damage(EARLY_END);
    };
    // An animation may leave parts of its canvas open, as a transparent colour does.
    const hasAlpha = isTransparent || pages > 1;
    const channels = hasAlpha ? 4 : 3;
    return {
      width,
      height,
      facts: { channels, pages, isPalette: true, hasAlpha },
      check,
    };
  },
  BMP: (bytes) => {
    const header = readBmpHeader(bytes);
    const { width, height, hasAlpha, isGrayPalette } = header;
    return {
      width,
      height,
      facts: { channels: isGrayPalette ? 1 : hasAlpha ? 4 : 3, hasAlpha },
      conversions: describeBmp(header),
      check: () => checkBmp(bytes, header),
    };
  },
};

/** A copy in which no decoder finds a note: some turn pictures by it, others do not. */
function withoutNote(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy.fill(0x5f, at, at + 4);
  return copy;
}

/** Checks a file by its header, has its first picture decoded, and turns it. */
export async function decodeOther(
  bytes: Uint8Array,
  format: OtherFormat,
  options: PortableOptions,
): Promise<PortablePicture> {
  const header = readers[format](bytes);
  const { width, height, facts, exifAt, conversions = [], check } = header;
  if (width === 0 || height === 0) throw new Damage(`its size is ${width} x ${height}`);
  checkExtent(format, { width, height }, options);
  check?.();
  const type = `image/${format.toLowerCase()}`;
  const warnings = [...header.warnings ?? []];
  const upright = await decodeBitmapImage(
    exifAt === undefined ? bytes : withoutNote(bytes, exifAt),
    options,
    { type, channels: facts.channels },
    (words) => warnings.push(words),
  );
  const image = turnImage(upright, facts.orientation ?? 1);
  return { image, facts, conversions, warnings };
}
