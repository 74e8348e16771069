/**
 * Pixels in and out, in plain typed arrays: decode, encode, what the channels
 * hold, resize, masks and labels as files, overlays.
 *
 * @module
 */
export { type ChannelKinds, describeChannels } from "./channels.ts";
export { toFloat, toRgb } from "./convert.ts";
export { createImage } from "./create.ts";
export { type DecodedFile, decodeImage, decodeImageFile } from "./decode.ts";
export { decodeImagePortably } from "./portable/decode_image_portably.ts";
export type {
  Bitmap,
  BitmapDecoder,
  PortableOptions,
} from "./portable/portable_options.ts";
export type { DecodeOptions } from "./decode_options.ts";
export { drawNuclei, type DrawNucleiOptions } from "./draw_nuclei.ts";
export { encodePng, writePng } from "./encode.ts";
export { imageExtensions, type ImageFormat } from "./formats/format.ts";
export type { Image } from "./image.ts";
export {
  applyIntensityRange,
  type IntensityRange,
  measureIntensityRange,
  undoIntensityRange,
} from "./intensity_range.ts";
export { type Color, labelColor } from "./label_color.ts";
export { imageOfLabels, imageOfMask } from "./label_image.ts";
export { encodeLabelPng } from "./label_png.ts";
export { encodeLabelTiff } from "./label_tiff.ts";
export { listImages } from "./list_images.ts";
export { type LabelTiffFile, openLabelTiff } from "./formats/label_tiff_file.ts";
export { lossyKind } from "./formats/lossy.ts";
export {
  type LabelsFile,
  type MaskFile,
  readLabels,
  readMask,
  writeLabels,
  writeMask,
} from "./mask_files.ts";
export { decodeMaskPixels, type MaskPixels } from "./mask_pixels.ts";
export {
  type InputShape,
  prepareImage,
  prepareMask,
  valuesForNetwork,
} from "./network_input.ts";
export { findLoneChannel } from "./lone_channel.ts";
export {
  type Normalization,
  normalizations,
  normalizeIntensity,
} from "./normalize_intensity.ts";
export { drawOverlay, type OverlayOptions } from "./overlay.ts";
export { readImage, readImageFile } from "./read.ts";
export {
  type FailedFile,
  type ImageReading,
  type ReadFile,
  readImages,
  type ReadImagesOptions,
} from "./read_images.ts";
export {
  openRegions,
  type Region,
  type RegionOptions,
  type RegionReader,
} from "./read_regions.ts";
export {
  measureNormalization,
  type PartNormalization,
  type PassOptions,
} from "./read_regions_normalization.ts";
export type { ReadReport } from "./read_report.ts";
export { type PixelArray, resizeBilinear, resizeNearest } from "./resize.ts";
export { runLengthDecode, runLengthEncode, runLengthEncodeLabels } from "./run_length.ts";
export { stretchContrast } from "./stretch.ts";
export { type UnreadableCode, UnreadableImage } from "./unreadable_image.ts";
