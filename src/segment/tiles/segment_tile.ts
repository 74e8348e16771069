import type { Model } from "../../architectures/mod.ts";
import type { PartNormalization, Region, RegionReader } from "../../images/mod.ts";
import { measureNuclei } from "../measure/measure_nuclei.ts";
import type { NucleusRow } from "../measure/nucleus_row.ts";
import { blameCard } from "../blame_card.ts";
import { nameMaps } from "../nucleus_maps.ts";
import { predictValues } from "../predict_native.ts";
import { splitNuclei } from "../split/split_nuclei.ts";
import type { SplitSettings } from "../split/split_settings.ts";
import type { LabelCanvas } from "./label_canvas.ts";

/** The nuclei that one tile brought. */
export interface TileNuclei extends Region {
  /** What the tile saw: 0, or the number in the whole image of a nucleus it brought. */
  readonly labels: Int32Array;
  /** One row a nucleus, in the order of numbers; places are those in the whole image. */
  readonly rows: readonly NucleusRow[];
}

/** What all tiles of an image have in common. */
export interface TileWork {
  readonly model: Model;
  readonly regions: RegionReader;
  readonly normalize: PartNormalization;
  readonly canvas: LabelCanvas;
  readonly settings: SplitSettings;
  readonly augment: boolean;
  readonly pixelSize: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Predicts a tile, splits it, and takes and measures the nuclei that belong to it.
 *
 * @param core what the tile answers for
 * @param seen what it sees
 */
export async function segmentTile(
  work: TileWork,
  core: Region,
  seen: Region,
): Promise<TileNuclei> {
  const { regions, canvas, augment, signal, pixelSize } = work;
  const { network, card } = work.model;
  const image = regions.read(seen);
  const values = {
    data: work.normalize(image),
    width: seen.width,
    height: seen.height,
  };
  const channels = await predictValues(network, values, {
    augment,
    ...(signal && { signal }),
  });
  const maps = blameCard(
    work.model,
    () => nameMaps(channels, seen, card.architecture.maps),
  );
  const { labels, count } = splitNuclei(maps, work.settings);
  const before = canvas.count;
  const mine = canvas.take({ ...seen, labels, count }, core);
  // Numbered from 1, as measuring asks for; the numbers of the image come back after.
  const rows = measureNuclei(mine.map((label) => label && label - before), image, {
    origin: [seen.left, seen.top],
    imageSize: [regions.width, regions.height],
    ...(pixelSize !== undefined && { pixelSize }),
  });
  return {
    ...seen,
    labels: mine,
    rows: rows.map((row) => ({ ...row, label: row.label + before })),
  };
}
