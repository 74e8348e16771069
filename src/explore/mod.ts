/**
 * Facts about a set of images, as plain tables: one row an image, and counts by
 * split that the charts take.
 *
 * @module
 */
export { contingency, measureAgreement } from "./agreement.ts";
export { categoryDrift, categoryShares } from "./category_drift.ts";
export {
  assignClusters,
  clusterImages,
  type Clustering,
  type ClusterOptions,
} from "./cluster_images.ts";
export type {
  Agreement,
  ClusterCentre,
  ClusterFacts,
  ClusterScore,
  ContingencyCell,
  ImageCluster,
} from "./cluster_tables.ts";
export type {
  CategoryDrift,
  CategoryShare,
  FactDrift,
  LackingKind,
  Novelty,
} from "./drift_tables.ts";
export { type Exploration, exploreSamples, exploreSet } from "./explore_samples.ts";
export { factDrift, type NumericFact } from "./fact_drift.ts";
export type { ImageFacts, IntensityBin, NucleusFacts } from "./image_facts.ts";
export { type ImageKind, imageKind } from "./image_kind.ts";
export { type KolmogorovSmirnov, kolmogorovSmirnov } from "./kolmogorov_smirnov.ts";
export { channelExamples, imageKindExamples } from "./kind_examples.ts";
export { lackingKinds } from "./lacking_kinds.ts";
export { measureNovelty } from "./novelty.ts";
export type {
  ComparedStatistic,
  KindExamples,
  Statistic,
  ValueRange,
} from "./set_tables.ts";
export { compareStatistics, compareTables, statisticsTable } from "./statistics_table.ts";
export {
  channelKinds,
  type ForegroundSummary,
  foregroundSummary,
  imageKinds,
  type KindCount,
  type SizeCount,
  sizeLabel,
  sizes,
} from "./summaries.ts";
export { valueRanges } from "./value_ranges.ts";
