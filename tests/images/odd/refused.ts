import { handBmp } from "../hand_bmp.ts";
import { bytesOf, handTiff } from "../hand_tiff.ts";
import { found, type OddRecipe } from "./odd_file.ts";

const one = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** Whole files of kinds that would come out wrong, or not at all. */
export const refusedFiles: readonly OddRecipe[] = [
  {
    name: "five_channels.tif",
    bytes: handTiff({ channels: 5, data: [one] }),
    expected: found("a TIFF with 5 channels: save each as a gray image"),
  },
  {
    name: "six_deep_channels.tif",
    bytes: handTiff({
      channels: 6,
      bits: 16,
      photometric: 2,
      data: [bytesOf([1, 2, 3, 4, 5, 6], "setUint16")],
    }),
    expected: found("a TIFF with 6 channels: save each as a gray image"),
  },
  {
    name: "four_grays.tif",
    bytes: handTiff({ channels: 4, data: [one] }),
    expected: found("a TIFF with 4 gray channels, not RGBA: save each as a gray image"),
  },
  {
    name: "nan.tif",
    bytes: handTiff({
      width: 3,
      bits: 32,
      format: 3,
      data: [bytesOf([0, NaN, Infinity], "setFloat32")],
    }),
    expected: found("a TIFF with 2 of 3 values that are NaN or infinite"),
  },
  {
    name: "double.tif",
    bytes: handTiff({ bits: 64, format: 3, data: [bytesOf([0.5], "setFloat64")] }),
    expected: found(
      "a TIFF of 64-bit floats: save it with 8 or 16 bits or 32-bit floats",
    ),
  },
  {
    name: "twelve_bits.tif",
    bytes: handTiff({ width: 2, bits: 12, data: [one.subarray(0, 3)] }),
    expected: found(
      "a TIFF of 12-bit integers: save it with 8 or 16 bits or 32-bit floats",
    ),
  },
  {
    name: "complex.tif",
    bytes: handTiff({ bits: 64, format: 6, data: [one] }),
    expected: found("a TIFF of complex numbers"),
  },
  {
    name: "integers.tif",
    bytes: handTiff({ bits: 32, channels: 2, data: [one] }),
    expected: found("a TIFF of 32-bit integers with 2 channels: save it with 16 bits"),
  },
  {
    name: "lab.tif",
    bytes: handTiff({ channels: 3, photometric: 8, data: [one] }),
    expected: found("a TIFF in CIELab colours: save it as RGB"),
  },
  {
    name: "ycbcr.tif",
    bytes: handTiff({ channels: 3, photometric: 6, data: [one] }),
    expected: found("a TIFF in YCbCr colours without JPEG: save it as RGB"),
  },
  {
    name: "zstandard.tif",
    bytes: handTiff({ tags: { 259: [50000] }, data: [one] }),
    expected: found(
      "a TIFF compressed with Zstandard: save it with LZW, Deflate or without",
    ),
  },
  {
    name: "run_lengths.bmp",
    bytes: handBmp(2, 1, 8, [[2, 1, 0, 1]], [0, 0, 0, 0, 1, 1, 1, 0], 1),
    expected: found("a BMP that is compressed: save it as PNG"),
  },
];
