import { InputError } from "../../base/mod.ts";
import type { NucleusOutline } from "./find_outlines.ts";
import type { Point, Ring } from "./trace_ring.ts";

/** A row of a table of nuclei, whatever else it holds. */
interface Labelled {
  readonly label: number;
}

/** What {@linkcode nucleiToGeoJson} writes beside the outlines. */
export interface GeoJsonOptions<Row extends Labelled = Labelled> {
  /** Measurements: their numbers, and yes as 1 and no as 0, by label. */
  readonly rows?: readonly Row[];
  /**
   * What QuPath makes of a nucleus: a detection (default) is light, and belongs
   * into tables of thousands; an annotation can be edited by hand.
   */
  readonly objectType?: "detection" | "annotation";
  /** The class of all nuclei. Default: "Nucleus", in blue. */
  readonly classification?: {
    readonly name: string;
    /** Red, green and blue, each 0..255. */
    readonly color: readonly [number, number, number];
  };
}

/**
 * Writes outlines as GeoJSON (RFC 7946) in the form that QuPath exports and opens
 * since version 0.4: a feature a nucleus, named by its label, in pixels of the whole
 * image. A nucleus in several pieces becomes a MultiPolygon.
 *
 * Source: QuPath's manual, "Exporting annotations", and the form of its own files.
 *
 * @returns the text of the file, a line a nucleus
 * @throws {InputError} if there are rows but none for a nucleus
 *
 * @example
 * ```ts
 * import { findOutlines, nucleiToGeoJson } from "#karyon";
 * const outlines = findOutlines(Int32Array.of(0, 1), 2, 1);
 * const text = nucleiToGeoJson(outlines, { rows: [{ label: 1, area: 1 }] });
 * const [nucleus] = JSON.parse(text).features;
 * if (nucleus.properties.measurements.area !== 1) throw new Error(text);
 * ```
 */
export function nucleiToGeoJson<Row extends Labelled>(
  outlines: readonly NucleusOutline[],
  options: GeoJsonOptions<Row> = {},
): string {
  const { objectType = "detection", rows } = options;
  const { classification = { name: "Nucleus", color: [60, 120, 255] } } = options;
  const byLabel = rows && new Map(rows.map((row) => [row.label, row]));
  const features = outlines.map(({ label, polygons }) => {
    const row = byLabel?.get(label);
    if (byLabel && !row) {
      throw new InputError(`Expected a row for nucleus ${label} but found none`);
    }
    const closed = polygons.map((rings) => rings.map(closeRing));
    return JSON.stringify({
      type: "Feature",
      geometry: closed.length === 1
        ? { type: "Polygon", coordinates: closed[0] }
        : { type: "MultiPolygon", coordinates: closed },
      properties: {
        objectType,
        name: String(label),
        classification,
        ...(row && { measurements: numbersOf(row) }),
      },
    });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

/** GeoJSON repeats the first corner at the end. */
function closeRing(ring: Ring): Point[] {
  return [...ring, ring[0]!];
}

/** What QuPath can hold: numbers. JSON has none for those that are not finite. */
function numbersOf(row: object): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === "boolean") numbers[name] = Number(value);
    else if (Number.isFinite(value)) numbers[name] = value;
  }
  return numbers;
}
