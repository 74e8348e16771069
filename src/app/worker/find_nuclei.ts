/** From what a network says of an image to nuclei in a table. */
import type { Model } from "../../architectures/mod.ts";
import type { Image } from "../../images/mod.ts";
import {
  blameCard,
  measureNuclei,
  nucleusColumns,
  type NucleusMaps,
  type NucleusRow,
  splitNuclei,
  type SplitSettings,
  splittingOf,
} from "../../segment/mod.ts";
import type { SplitChoice } from "../segmenter.ts";

/** Nuclei, not measured yet. */
export interface SplitImage {
  readonly settings: SplitSettings;
  readonly mask: Uint8Array;
  readonly labels: Int32Array;
  readonly count: number;
}

/** Nuclei and what they measure. */
export interface NucleiTable {
  readonly rows: readonly NucleusRow[];
  readonly columns: readonly string[];
}

/** Tells the nuclei of an image apart, as a model's card says but for a person's choice. */
export function splitImage(
  model: Model,
  maps: NucleusMaps,
  choice: SplitChoice,
): SplitImage {
  const settings = blameCard(model, () => splittingOf(model.card, choice));
  return { settings, ...splitNuclei(maps, settings) };
}

/** Measures nuclei, in micrometres too where a pixel's size is known. */
export function measureImage(
  labels: Int32Array,
  image: Image,
  pixelSize: number | undefined,
): NucleiTable {
  const scale = pixelSize === undefined ? {} : { pixelSize };
  return {
    rows: measureNuclei(labels, image, scale),
    columns: nucleusColumns(image, scale),
  };
}
