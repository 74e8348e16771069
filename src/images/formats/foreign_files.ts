import { hasBytes } from "./format.ts";

/**
 * What else people have in folders of images, by characters that stand for bytes
 * (Latin-1) at an offset, and what to do with it.
 */
const KNOWN: readonly [at: number, text: string, words: string][] = [
  [0, "%PDF", "a PDF document: export its pictures as PNG or TIFF"],
  [0, "PK\x03\x04", "a zip archive: unpack it"],
  [0, "PK\x05\x06", "an empty zip archive"],
  [0, "\x1f\x8b", "a gzip archive: unpack it"],
  [0, "7z\xbc\xaf", "a 7z archive: unpack it"],
  [0, "Rar!", "a RAR archive: unpack it"],
  [257, "ustar", "a tar archive: unpack it"],
  [128, "DICM", "a DICOM file: export its picture as PNG or TIFF"],
  [4, "ftypavif", "an AVIF image: save it as PNG or TIFF"],
  [4, "ftypavis", "an AVIF animation: save a picture of it as PNG or TIFF"],
  [4, "ftyphei", "a HEIC photograph: save it as PNG or TIFF"],
  [4, "ftypmif1", "a HEIF photograph: save it as PNG or TIFF"],
  [4, "ftyp", "a film (MP4 or QuickTime): save a picture of it as PNG or TIFF"],
  [0, "\0\0\0\fjP  ", "a JPEG 2000 image: save it as PNG or TIFF"],
  [0, "\xff\x4f\xff\x51", "a JPEG 2000 stream: save it as PNG or TIFF"],
  [0, "\0\0\0\fJXL ", "a JPEG XL image: save it as PNG or TIFF"],
  [0, "\xff\x0a", "a JPEG XL stream: save it as PNG or TIFF"],
  [0, "8BPS", "a Photoshop document: save it as PNG or TIFF"],
  [0, "gimp xcf", "a GIMP document: export it as PNG or TIFF"],
  [0, "v/1\x01", "an OpenEXR image: save it as TIFF"],
  [0, "ZISRAWFILE", "a Zeiss CZI file: export its pictures as TIFF"],
  [0, "\xda\xce\xbe\x0a", "a Nikon ND2 file: export its pictures as TIFF"],
  [0, "\x70\0\0\0", "a Leica LIF file: export its pictures as TIFF"],
  [0, "\x89HDF\r\n\x1a\n", "an HDF5 file: export its pictures as TIFF"],
  [
    0,
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "an OLE file (OIB, ZVI or Office): export its pictures as TIFF",
  ],
  [0, "\x93NUMPY", "a NumPy array: save it as TIFF"],
  [0, "MATLAB 5.0", "a MATLAB file: save its images as TIFF"],
  [0, "SIMPLE  =", "a FITS image: save it as TIFF"],
  [0, "\0\0\x01\0", "a Windows icon: save it as PNG"],
  [0, "II\xbc", "a JPEG XR image: save it as PNG or TIFF"],
  [0, "SQLite format 3", "an SQLite database, such as a Thumbs.db"],
];

/** Words for bytes that are none of the formats, for the end of "... but found". */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file (0 bytes)";
  const known = KNOWN.find(([at, text]) => hasBytes(bytes, text, at))?.[2];
  if (known !== undefined) return known;
  const start = bytes.subarray(0, 1024);
  if (isText(start.subarray(0, 24))) return describeText(start);
  if (start.every((byte) => byte === 0)) {
    return `${bytes.length} bytes that begin with zeros: an unfinished download or copy?`;
  }
  const hex = [...start.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `${bytes.length} bytes that begin with ${hex.join(" ")}`;
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.includes(127) &&
    bytes.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32);
}

function describeText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes).trimStart();
  if (text.startsWith("version https://git-lfs")) {
    return "a Git LFS pointer in place of the file: git lfs pull gets it";
  }
  if (/<svg[\s>]/i.test(text)) return "an SVG drawing, which has no pixels";
  if (/^(<!doctype html|<html)/i.test(text)) {
    return "a web page (HTML), as a failed download leaves it";
  }
  if (/^P[1-6]\s/.test(text)) return "a PNM image: save it as PNG";
  return `text that begins with "${text.slice(0, 24).replace(/\s+/g, " ")}"`;
}
