/**
 * One picture a file, from plain tables to self-contained SVG.
 *
 * @module
 */
export { architectureChart } from "./architecture.ts";
export type { LayerRow } from "./blocks.ts";
export { brightnessChart, type BrightnessRow } from "./brightness.ts";
export { type ChannelKindRow, channelKindsChart } from "./channel_kinds.ts";
export { foregroundChart, type ForegroundRow } from "./foreground.ts";
export { galleryChart, type GalleryItem, type GalleryOptions } from "./gallery.ts";
export { histogramChart, type HistogramOptions, type HistogramRow } from "./histogram.ts";
export { type HistoryRow, learningCurveChart } from "./learning_curve.ts";
export { perImageChart, type PerImageRow } from "./per_image.ts";
export { scoreChart, type ScoreRow } from "./scores.ts";
export { sizeChart, type SizeRow } from "./sizes.ts";
export { weightsChart, type WeightsRow } from "./weights.ts";
export type { Scope } from "./words.ts";
