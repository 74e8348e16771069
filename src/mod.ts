/**
 * Karyon: nucleus segmentation in microscopy images.
 *
 * The one door that notebooks and programs import, as `#karyon`.
 *
 * @module
 */
export * from "./base/mod.ts";
export * from "./engine/mod.ts";
