import type { Metadata } from "sharp";
import type { ImageFormat } from "./format.ts";
import type { Decoded, DecodeSettings } from "../decode_options.ts";
import { chunkTypes, readPngHeader } from "./png_file.ts";
import type { TiffDirectory } from "./tiff_file.ts";

/** What the numbers of the orientation tag ask for; 1 is upright. */
const TURNS = [
  "",
  "",
  "mirrored",
  "turned by 180 degrees",
  "flipped upside down",
  "mirrored and turned by 270 degrees",
  "turned by 90 degrees clockwise",
  "mirrored and turned by 90 degrees",
  "turned by 270 degrees clockwise",
];

type Words = Omit<Decoded, "image">;

/** What must be known of a file, in sharp's terms. */
export type FileFacts =
  & Pick<Metadata, "channels">
  & Partial<
    Pick<
      Metadata,
      "isPalette" | "hasAlpha" | "space" | "pages" | "bitsPerSample" | "orientation"
    >
  >;

/** What decoding does to a file with these properties, and what to warn of. */
export function describeConversions(
  bytes: Uint8Array,
  format: ImageFormat,
  facts: FileFacts,
  directory: TiffDirectory | undefined,
  { orientation }: Pick<DecodeSettings, "orientation">,
): Words {
  const conversions: string[] = [], warnings: string[] = [];
  const { isPalette, hasAlpha = false, space, pages = 1 } = facts;
  const { bitsPerSample: bits = 8 } = facts;
  if (isPalette || directory?.photometric === 3) {
    const kind = facts.channels < 3 ? "gray" : hasAlpha ? "RGBA" : "RGB";
    conversions.push(`palette to ${kind}`);
  } else if (format !== "GIF" && bits < 8) {
    conversions.push(`${bits} ${bits === 1 ? "bit" : "bits"} to 8 bits`);
  }
  if (space === "cmyk") conversions.push("CMYK to RGB");
  const turn = TURNS[facts.orientation ?? 1] ?? "";
  if (turn !== "") {
    if (orientation === "apply") conversions.push(`orientation tag applied: ${turn}`);
    else warnings.push(`The orientation tag is ignored: to be ${turn}.`);
  }
  if (format === "PNG") describePng(bytes, hasAlpha, conversions, warnings);
  if (directory) describeTiff(directory, conversions, warnings);
  else if (pages > 1) warnings.push(leftOut(pages, "frame"));
  return { conversions, warnings };
}

const leftOut = (count: number, what: string) =>
  `Only the first of ${count} ${what}s was read; ${count - 1} ${
    count === 2 ? "was" : "were"
  } left out.`;

function describePng(
  bytes: Uint8Array,
  hasAlpha: boolean,
  conversions: string[],
  warnings: string[],
): void {
  const colorType = readPngHeader(bytes)?.colorType;
  if (hasAlpha && (colorType === 0 || colorType === 2)) {
    conversions.push("transparent colour to alpha");
  }
  if (chunkTypes(bytes).has("acTL")) {
    warnings.push("Only the still picture of an animation was read.");
  }
}

function describeTiff(
  { photometric, channels, extraSamples, pages }: TiffDirectory,
  conversions: string[],
  warnings: string[],
): void {
  if (photometric === 0) conversions.push("0 for white to 0 for black");
  const isGray = photometric <= 1;
  const [extra] = extraSamples;
  if (isGray && channels === 3) {
    warnings.push(
      "The file does not say what its 3 channels are; they were taken for red, green and blue.",
    );
  } else if (channels === (isGray ? 2 : 4) && photometric !== 5) {
    if (extra === 1) conversions.push("premultiplied colours divided by alpha");
    if (extra === undefined || extra === 0) {
      warnings.push(
        `The file does not say what its channel ${channels} is; it was taken for alpha.`,
      );
    }
  }
  if (pages > 1) warnings.push(leftOut(pages, "page"));
}
