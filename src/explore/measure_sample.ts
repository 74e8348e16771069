import { mergeLabels, type Sample } from "../dataset/mod.ts";
import { describeChannels } from "../images/mod.ts";
import { describeColours, describeValues } from "./describe_levels.ts";
import type { ImageFacts, NucleusFacts } from "./image_facts.ts";
import { imageKind } from "./image_kind.ts";
import { measureContrast } from "./measure_contrast.ts";
import { type LabelledNuclei, measureLabels } from "./measure_labels.ts";
import { countLevels, type Levels } from "./measure_levels.ts";
import { measureTexture } from "./measure_texture.ts";
import { middle } from "./middle.ts";

/** Everything that one image adds to the tables. */
export interface Measured {
  readonly facts: ImageFacts;
  readonly nuclei: readonly NucleusFacts[];
  readonly levels: Levels;
}

/** A row for each label that has pixels. */
function nucleusRows(
  { areas, touching }: LabelledNuclei,
  split: string,
  id: string,
): NucleusFacts[] {
  const rows: NucleusFacts[] = [];
  for (let label = 1; label < areas.length; label++) {
    const area = areas[label]!;
    if (area === 0) continue;
    const diameter = Math.sqrt(4 * area / Math.PI);
    rows.push({ split, id, label, area, diameter, touching: touching[label] === 1 });
  }
  return rows;
}

/** Standard deviation over mean; null below two values. */
function variationOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length) / mean;
}

/** Facts on size and number, all null without labels. */
function describeNuclei(
  rows: readonly NucleusFacts[] | undefined,
  megapixels: number,
) {
  const areas = rows?.map(({ area }) => area) ?? [];
  const none = areas.length === 0;
  return {
    nuclei: rows?.length ?? null,
    nuclei_per_megapixel: rows === undefined ? null : rows.length / megapixels,
    median_area: none ? null : middle(areas),
    area_variation: variationOf(areas),
    touching: none ? null : rows!.filter((row) => row.touching).length / areas.length,
  };
}

/** The share of values that are not 0. */
function shareOf(mask: Uint8Array): number {
  let nuclei = 0;
  for (const value of mask) if (value !== 0) nuclei++;
  return nuclei / mask.length;
}

/** Measures one image; its pixels are not kept, but for `levels`. */
export function measureSample(
  { id, image, mask, labels, range }: Sample,
  split: string,
): Measured {
  const { width, height } = image;
  const { kind, grayInRgb, alphaUsed, depth } = describeChannels(image);
  const levels = countLevels(image, range);
  const { gray } = levels;
  const megapixels = width * height / 1e6;
  const binary = mask ?? (labels && mergeLabels(labels));
  const labelled = labels && measureLabels(labels, gray, width);
  const nuclei = labelled && nucleusRows(labelled, split, id);
  const textures = nuclei?.map(({ label }) => labelled!.textures[label]!) ?? [];
  const facts: ImageFacts = {
    id,
    split,
    kind,
    gray_in_rgb: grayInRgb,
    alpha_used: alphaUsed,
    width,
    height,
    megapixels,
    aspect: width / height,
    depth,
    ...describeValues(levels),
    ...describeColours(levels),
    ...measureTexture(gray, width, height),
    foreground: binary === undefined ? null : shareOf(binary),
    ...describeNuclei(nuclei, megapixels),
    ...(binary === undefined
      ? { difference: null, contrast: null, separation: null, edge_sharpness: null }
      : measureContrast(gray, binary, width, height)),
    nucleus_texture: textures.length === 0 ? null : middle(textures),
    look: binary === undefined ? null : imageKind(image, binary),
  };
  return { facts, nuclei: nuclei ?? [], levels };
}
