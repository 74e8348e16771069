import { exactly, found, latin1, type OddRecipe } from "./odd_file.ts";

/** Files of other kinds under the names of images. */
const CONTENTS: readonly [name: string, content: string, found: string][] = [
  ["empty.png", "", "an empty file (0 bytes)"],
  ["notes.png", "stained on Monday", 'text that begins with "stained on Monday"'],
  [
    "page.png",
    "\n<!DOCTYPE html><html><body>404</body></html>",
    "a web page (HTML), as a failed download leaves it",
  ],
  [
    "pointer.png",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "a Git LFS pointer in place of the file: git lfs pull gets it",
  ],
  [
    "drawing.png",
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "an SVG drawing, which has no pixels",
  ],
  ["table.tif", "P5\n2 2\n255\nabcd", "a PNM image: save it as PNG"],
  ["paper.tif", "%PDF-1.7\n", "a PDF document: export its pictures as PNG or TIFF"],
  ["archive.tif", "PK\x03\x04\x14\0", "a zip archive: unpack it"],
  ["packed.tif", "\x1f\x8b\x08\0", "a gzip archive: unpack it"],
  [
    "phone.jpg",
    "\0\0\0\x18ftypheic\0\0\0\0",
    "a HEIC photograph: save it as PNG or TIFF",
  ],
  ["web.jpg", "\0\0\0\x1cftypavif\0\0\0\0", "an AVIF image: save it as PNG or TIFF"],
  [
    "film.tif",
    "\0\0\0\x18ftypmp42\0\0\0\0",
    "a film (MP4 or QuickTime): save a picture of it as PNG or TIFF",
  ],
  [
    "scan.tif",
    "\0".repeat(128) + "DICM\x02\0\0\0",
    "a DICOM file: export its picture as PNG or TIFF",
  ],
  [
    "zeiss.tif",
    "ZISRAWFILE\0\0\0\0\0\0",
    "a Zeiss CZI file: export its pictures as TIFF",
  ],
  ["numbers.tif", "\x93NUMPY\x01\0", "a NumPy array: save it as TIFF"],
  [
    "lost.tif",
    "\0".repeat(4096),
    "4096 bytes that begin with zeros: an unfinished download or copy?",
  ],
  ["what.tif", "\x01\x02\x03\xff\xfe", "5 bytes that begin with 01 02 03 ff fe"],
];

const isWindows = Deno.build.os === "windows";

/** Names that do not lead to a file that can be read. */
const PLACES: readonly OddRecipe[] = [
  {
    name: "folder.png",
    expected: exactly("Expected an image file but found a folder"),
    make: (path) => Deno.mkdir(path),
  },
  {
    name: "missing.png",
    expected: exactly("Expected an image file but found no file"),
    make: async () => {},
  },
  {
    name: "link.png",
    expected: exactly(
      "Expected an image file but found a link to a file that is not there",
    ),
    make: async (path) => isWindows ? false : await Deno.symlink("gone.png", path),
  },
  {
    name: "device.png",
    expected: exactly("Expected an image file but found a device or a pipe"),
    make: async (path) => isWindows ? false : await Deno.symlink("/dev/null", path),
  },
  {
    name: "locked.png",
    expected: exactly(
      "Expected an image file but found one that may not be read (permission denied)",
    ),
    make: async (path) => {
      await Deno.writeTextFile(path, "locked", { mode: 0o000 });
      // An administrator reads it all the same, and then it is no such file.
      const isLocked = await Deno.readFile(path).then(() => false, () => true);
      if (!isLocked) await Deno.remove(path);
      return isLocked;
    },
  },
];

/** What is no image at all. */
export const foreignFiles: readonly OddRecipe[] = [
  ...CONTENTS.map(([name, content, words]) => ({
    name,
    bytes: latin1(content),
    expected: found(words),
  })),
  ...PLACES,
];
