/**
 * Karyon: nucleus segmentation in microscopy images.
 *
 * The one door that notebooks and programs import, as `#karyon`.
 *
 * @module
 */
export * from "./app/mod.ts";
export * from "./architectures/mod.ts";
export * from "./base/mod.ts";
export * from "./charts/mod.ts";
export * from "./dataset/mod.ts";
export * from "./engine/mod.ts";
export * from "./evaluation/mod.ts";
export * from "./explore/mod.ts";
export * from "./images/mod.ts";
export * from "./metrics/mod.ts";
export * from "./notebook/mod.ts";
export * from "./onnx/mod.ts";
export * from "./quantize/mod.ts";
export * from "./segment/mod.ts";
export * from "./training/mod.ts";
