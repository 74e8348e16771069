/**
 * Pixels in and out, in plain typed arrays: decode, encode, what the channels
 * hold, resize, masks and labels as files, overlays.
 *
 * @module
 */
export { type ChannelKinds, describeChannels } from "./channels.ts";
export { toFloat, toRgb } from "./convert.ts";
export { createImage } from "./create.ts";
export { decodeImage } from "./decode.ts";
export { encodePng, writePng } from "./encode.ts";
export type { Image } from "./image.ts";
export type { IntensityRange } from "./intensity_range.ts";
export {
  type LabelsFile,
  type MaskFile,
  readLabels,
  readMask,
  writeLabels,
  writeMask,
} from "./mask_files.ts";
export { type InputShape, prepareImage, prepareMask } from "./network_input.ts";
export {
  type Normalization,
  normalizations,
  normalizeIntensity,
} from "./normalize_intensity.ts";
export { drawOverlay, type OverlayOptions } from "./overlay.ts";
export { readImage } from "./read.ts";
export type { ReadReport } from "./read_report.ts";
export { type PixelArray, resizeBilinear, resizeNearest } from "./resize.ts";
export { stretchContrast } from "./stretch.ts";
