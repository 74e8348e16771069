import { handTiff } from "../hand_tiff.ts";
import { found, type OddRecipe } from "./odd_file.ts";

/** TIFFs whose directories or pixels are not where they should be. */
export function damagedTiffs(): OddRecipe[] {
  const data = [new Uint8Array(64).fill(7)];
  const plain = { width: 8, height: 8, data };
  const size = handTiff(plain).length;
  const bad = (name: string, bytes: Uint8Array, reason: string): OddRecipe => ({
    name,
    bytes,
    expected: found(`a TIFF that cannot be read: ${reason}`),
  });
  return [
    bad(
      "lost_directory.tif",
      handTiff({ ...plain, first: 70000 }),
      `its page 1 should be at byte 70000 of ${size}`,
    ),
    bad(
      "lost_page.tif",
      handTiff({ ...plain, next: 80000 }),
      `its page 2 should be at byte 80000 of ${size}`,
    ),
    bad(
      "circle.tif",
      handTiff({ ...plain, next: 8 }),
      "its list of pages leads back to itself",
    ),
    bad(
      "lost_pixels.tif",
      handTiff({ ...plain, tags: { 273: [90000] } }),
      `its pixels should be at byte 90000 of ${size}`,
    ),
    bad(
      "cut_directory.tif",
      handTiff(plain).subarray(0, 40),
      "it ends within a directory",
    ),
    bad(
      "cut_pixels.tif",
      handTiff(plain).subarray(0, size - 20),
      `its pixels end at byte ${size} of ${size - 20}`,
    ),
    bad("no_height.tif", handTiff({ ...plain, height: 0 }), "its size is 8 x 0"),
    {
      name: "bomb.tif",
      bytes: handTiff({ ...plain, bigTiff: true, width: 60000, height: 50000 }),
      expected: found(
        "a TIFF of 60000 x 50000, 3,000,000,000 pixels: more than the 268,435,456 " +
          "that the option maxPixels allows",
      ),
    },
  ];
}
