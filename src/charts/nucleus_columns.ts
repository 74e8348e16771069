import type { FactLabel } from "./fact_labels.ts";
import { checkPositive, checkRows } from "./rows.ts";

const linear = (name: string): FactLabel => ({ name, log: false });
const logarithmic = (name: string): FactLabel => ({ name, log: true });

const LABELS: Readonly<Record<string, FactLabel>> = {
  area: logarithmic("area, pixels"),
  area_um2: logarithmic("area, µm²"),
  perimeter: linear("perimeter, pixels"),
  perimeter_um: linear("perimeter, µm"),
  equivalent_diameter: linear("equivalent diameter, pixels"),
  equivalent_diameter_um: linear("equivalent diameter, µm"),
  major_axis_length: linear("major axis, pixels"),
  major_axis_length_um: linear("major axis, µm"),
  minor_axis_length: linear("minor axis, pixels"),
  minor_axis_length_um: linear("minor axis, µm"),
  eccentricity: linear("eccentricity, 0..1"),
  solidity: linear("solidity, 0..1"),
  orientation: linear("orientation, radians"),
  mean_intensity: linear("mean intensity, 0..1"),
  sd_intensity: linear("sd of intensity, 0..1"),
};

/** Name and scale of a column of measured nuclei; one not known keeps its own name. */
export function nucleusColumnLabel(column: string): FactLabel {
  if (Object.hasOwn(LABELS, column)) return LABELS[column]!;
  return linear(column.replaceAll("_", " "));
}

/** Measured nuclei and whence they are, for a caption. */
export interface NucleiScope {
  /** Name of the split or of the images. */
  readonly split: string;
  /** Number of images; by default it goes unsaid. */
  readonly images?: number;
  readonly title?: string;
}

/** "stage1_test (n = 812 nuclei of 65 images)". */
export function nameNuclei(nuclei: number, { split, images }: NucleiScope): string {
  const of = images === undefined
    ? ""
    : ` of ${images} ${images === 1 ? "image" : "images"}`;
  return `${split} (n = ${nuclei} ${nuclei === 1 ? "nucleus" : "nuclei"}${of})`;
}

/**
 * Refuses rows that lack a column, or hold what has no place on its axis.
 *
 * @throws {InputError} if there is no row, a value is no number, or one on a
 *   logarithmic axis is 0 or less
 */
export function checkNuclei(
  chart: string,
  rows: readonly object[],
  columns: readonly string[],
): void {
  checkRows(chart, rows, Object.fromEntries(columns.map((name) => [name, "number"])));
  checkPositive(chart, rows, columns.filter((name) => nucleusColumnLabel(name).log));
}
