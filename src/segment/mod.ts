/**
 * From an image to nuclei.
 *
 * @module
 */
export { encodeCsv } from "./export/encode_csv.ts";
export { encodeImageJRois } from "./export/encode_imagej_rois.ts";
export { encodeRunLengthCsv, type ImageLabels } from "./export/encode_run_length_csv.ts";
export { findOutlines, type NucleusOutline } from "./export/find_outlines.ts";
export { type GeoJsonOptions, nucleiToGeoJson } from "./export/nuclei_to_geojson.ts";
export type { Point, Ring } from "./export/trace_ring.ts";
export {
  type ClassicalMethod,
  type ClassicalMethodName,
  classicalMethods,
  findClassicalMethod,
} from "./classical/classical_methods.ts";
export { gaussianBlur } from "./gaussian_blur.ts";
export { findLocalMaxima } from "./classical/local_maxima.ts";
export { type LocalStatistics, localStatistics } from "./classical/local_statistics.ts";
export {
  type NucleusPlane,
  nucleusPlane,
  type PlaneSource,
} from "./classical/nucleus_plane.ts";
export { otsuThreshold } from "./classical/otsu_threshold.ts";
export {
  type AdaptiveOptions,
  localThreshold,
  type LocalThresholdOptions,
  segmentByAdaptiveThreshold,
} from "./classical/segment_by_adaptive_threshold.ts";
export { type KMeansOptions, segmentByKMeans } from "./classical/segment_by_k_means.ts";
export { type OtsuOptions, segmentByOtsu } from "./classical/segment_by_otsu.ts";
export {
  segmentByVoronoiOtsu,
  type VoronoiOtsuOptions,
} from "./classical/segment_by_voronoi_otsu.ts";
export { separateHematoxylin } from "./classical/separate_hematoxylin.ts";
export { labelNuclei } from "./label_nuclei.ts";
export { measureNuclei, type MeasureOptions } from "./measure/measure_nuclei.ts";
export { nucleusColumns, type NucleusRow } from "./measure/nucleus_row.ts";
export {
  type NucleiSummary,
  summarizeNuclei,
  type SummarizeOptions,
} from "./measure/summarize_nuclei.ts";
export { distanceTransform } from "./split/distance_transform.ts";
export { splitNuclei } from "./split/split_nuclei.ts";
export {
  checkSplitting,
  DEFAULT_SPLITTING,
  type SplitSettings,
  SPLITTING_METHODS,
  type SplittingMethod,
} from "./split/split_settings.ts";
export { watershed } from "./split/watershed.ts";
export { predictBySlidingWindow, type SlidingWindowWalk } from "./sliding_window.ts";
export { blameCard } from "./blame_card.ts";
export { nameMaps, type NucleusMaps } from "./nucleus_maps.ts";
export { networkMultiple } from "./network_multiple.ts";
export {
  type MapOptions,
  predictMaps,
  predictNuclei,
  type PredictOptions,
  predictProbabilities,
  predictSquareMaps,
  splittingOf,
} from "./predict.ts";
export type { Prediction } from "./prediction.ts";
export { runNetwork } from "./run_network.ts";
export {
  type NativeOptions,
  predictNative,
  predictNativeMaps,
  predictValues,
} from "./predict_native.ts";
export { predictTiled, type TileOptions } from "./tiles/predict_tiled.ts";
export {
  type SegmentedFile,
  segmentFile,
  type SegmentFileOptions,
} from "./tiles/segment_file.ts";
export type { TileNuclei } from "./tiles/segment_tile.ts";
export type { NetworkValues } from "./tiles/network_values.ts";
export {
  predictInBackground,
  type PredictInBackgroundOptions,
} from "./predict_in_background.ts";
