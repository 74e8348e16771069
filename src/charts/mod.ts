/**
 * One picture a file, from plain tables to self-contained SVG.
 *
 * @module
 */
export { architectureChart } from "./architecture.ts";
export type { LayerRow } from "./blocks.ts";
export { attentionChart, type AttentionItem, type Place } from "./attention.ts";
export {
  augmentationChart,
  type AugmentationChartOptions,
  type AugmentationRow,
} from "./augmentation.ts";
export {
  borderWeightChart,
  type BorderWeightChartOptions,
  type BorderWeightItem,
} from "./border_weights.ts";
export { brightnessChart, type BrightnessRow } from "./brightness.ts";
export { type ChannelKindRow, channelKindsChart } from "./channel_kinds.ts";
export { type CategoryShareRow, categorySharesChart } from "./category_shares.ts";
export { changedPixelsChart, type ChangedPixelsRow } from "./changed_pixels.ts";
export { type ClusterPointRow, clusterPointsChart } from "./cluster_points.ts";
export { type ClusterScoreRow, clusterScoresChart } from "./cluster_scores.ts";
export {
  type ComparedStatisticRow,
  comparedStatisticsChart,
  type NamedSet,
} from "./compared_statistics.ts";
export { contingencyChart, type ContingencyRow } from "./contingency.ts";
export { contrastChart, type ContrastRow } from "./contrast.ts";
export { costBarsChart, type CostBarsOptions, type CostRow } from "./cost_bars.ts";
export { driftChart, type FactsRow } from "./drift.ts";
export { driftOverviewChart, type DriftRow } from "./drift_overview.ts";
export { foregroundChart, type ForegroundRow } from "./foreground.ts";
export { formatLossesChart, type FormatLossRow } from "./format_losses.ts";
export { galleryChart, type GalleryOptions } from "./gallery.ts";
export type { GalleryItem } from "./gallery_item.ts";
export { histogramChart, type HistogramOptions, type HistogramRow } from "./histogram.ts";
export { intensityChart, type IntensityRow } from "./intensities.ts";
export { kindGalleryChart, type KindGalleryGroup } from "./kind_gallery.ts";
export { type HistoryRow, learningCurveChart } from "./learning_curve.ts";
export { learningRateChart, type LearningRateRow } from "./learning_rates.ts";
export {
  type AgreementOptions,
  type AgreementRow,
  measuredAgreementChart,
} from "./measured_agreement.ts";
export type { NucleusFate } from "./fates.ts";
export { type KindScoreRow, kindScoresChart } from "./kind_scores.ts";
export { type MatchErrorRow, matchErrorsChart } from "./match_errors.ts";
export {
  type MatchOutlineItem,
  matchOutlinesChart,
  type OutlinePicture,
} from "./match_outlines.ts";
export type { ImageWindow, OutlinedNucleus, OutlineRing } from "./outline_paths.ts";
export { type ModelCurveRow, modelCurvesChart } from "./model_curves.ts";
export {
  modelGalleryChart,
  type ModelGalleryItem,
  type ModelPrediction,
} from "./model_gallery.ts";
export { type ModelScoreRow, modelScoresChart } from "./model_scores.ts";
export { noveltyChart, type NoveltyRow } from "./novelty.ts";
export { nucleiPerImageChart, type NucleiRow } from "./nuclei_per_image.ts";
export { nucleusAreaChart, type NucleusAreaRow } from "./nucleus_areas.ts";
export { nucleusMapsChart, type NucleusMapsItem } from "./nucleus_maps.ts";
export type { NucleiScope } from "./nucleus_columns.ts";
export {
  type MeasuredNucleusRow,
  nucleusMeasurementsChart,
} from "./nucleus_measurements.ts";
export { nucleusScatterChart, type NucleusScatterRow } from "./nucleus_scatter.ts";
export { type NucleusScoreRow, nucleusScoresChart } from "./nucleus_scores.ts";
export { overfittingChart, type OverfittingRow } from "./overfitting.ts";
export { perImageChart, type PerImageRow } from "./per_image.ts";
export { scoreChart, type ScoreRow } from "./scores.ts";
export { sizeShapeChart } from "./size_shapes.ts";
export { sizeChart, type SizeRow } from "./sizes.ts";
export { type SplittingSteps, splittingStepsChart } from "./splitting_steps.ts";
export {
  type ThresholdedValues,
  thresholdHistogramChart,
  type ThresholdHistogramOptions,
} from "./threshold_histogram.ts";
export { touchingChart, type TouchingRow } from "./touching.ts";
export { valueRangeChart, type ValueRangeRow } from "./value_ranges.ts";
export { type SteppedWeights, weightStepsChart } from "./weight_steps.ts";
export { weightsChart, type WeightsRow } from "./weights.ts";
export type { Scope } from "./words.ts";
