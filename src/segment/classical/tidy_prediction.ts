import { labelNuclei } from "../label_nuclei.ts";
import type { Prediction } from "../prediction.ts";
import { fillMask } from "../split/fill_mask.ts";
import { tidyLabels } from "../split/tidy_labels.ts";
import { checkInteger } from "../checks.ts";

/** What is done with a mask after a threshold drew it. */
export interface TidyOptions {
  /** Pixels: smaller nuclei are background; an integer of 1 or more. */
  readonly minArea: number;
  /** Pixels: holes up to this area belong to their nucleus; 0 fills none. */
  readonly fillHoles: number;
}

/** @throws {InputError} if an option is out of its range */
export function checkTidying({ minArea, fillHoles }: TidyOptions): void {
  checkInteger("minArea", minArea, 1);
  checkInteger("fillHoles", fillHoles, 0);
}

/** The nuclei of a mask: its connected pieces, once its holes are filled. */
export function tidyPrediction(
  mask: Uint8Array,
  width: number,
  height: number,
  { minArea, fillHoles }: TidyOptions,
): Prediction {
  checkTidying({ minArea, fillHoles });
  const filled = fillMask(mask, width, fillHoles);
  return tidyLabels(labelNuclei(filled, width, height), width, minArea, 0);
}
