/**
 * Facts about a set of images, as plain tables: one row an image, and counts by
 * split that the charts take.
 *
 * @module
 */
export { exploreSamples, type ImageFacts } from "./image_facts.ts";
export { type ImageKind, imageKind } from "./image_kind.ts";
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
