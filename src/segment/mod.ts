/**
 * From an image to nuclei.
 *
 * @module
 */
export { labelNuclei } from "./label_nuclei.ts";
export { measureNuclei, type NucleusRow } from "./measure_nuclei.ts";
export {
  type Prediction,
  predictNuclei,
  predictProbabilities,
  predictSquare,
  segmentProbabilities,
} from "./predict.ts";
export {
  predictInBackground,
  type PredictInBackgroundOptions,
} from "./predict_in_background.ts";
