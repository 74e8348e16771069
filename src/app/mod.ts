/**
 * The page that segments images in a browser, and the viewer that notebooks share with
 * it. This door is for programs outside the page.
 *
 * @module
 */
export { buildApp, type BuildAppOptions, type BuiltApp } from "./build/build_app.ts";
export { offeredModels } from "./build/offered_models.ts";
export { serveApp, type ServeAppOptions, type ServedApp } from "./serve/serve_app.ts";
export type {
  EmbeddedColumn,
  EmbeddedNuclei,
  EmbeddedPage,
} from "./embedded/embedded_nuclei.ts";
export {
  type SegmentationViewer,
  segmentationViewer,
  type SegmentationViewerOptions,
} from "./segmentation_viewer.ts";
