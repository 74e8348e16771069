/**
 * From an image to nuclei.
 *
 * @module
 */
export { labelNuclei } from "./label_nuclei.ts";
export { measureNuclei, type NucleusRow } from "./measure_nuclei.ts";
export { predictBySlidingWindow, type SlidingWindowWalk } from "./sliding_window.ts";
export { networkMultiple } from "./network_multiple.ts";
export {
  type Prediction,
  predictNuclei,
  predictProbabilities,
  predictSquare,
  segmentProbabilities,
} from "./predict.ts";
export { type NativeOptions, predictNative } from "./predict_native.ts";
export {
  predictInBackground,
  type PredictInBackgroundOptions,
} from "./predict_in_background.ts";
