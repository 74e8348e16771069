import type { Row } from "../../../base/mod.ts";
import { writeNumber } from "./write_numbers.ts";

/** What is shown before a person asks for every column; those that are there. */
const MAIN = [
  "label",
  "area_um2",
  "area",
  "equivalent_diameter_um",
  "equivalent_diameter",
  "mean_intensity",
  "eccentricity",
  "solidity",
  "touches_edge",
];

const SPECIAL: Record<string, string> = {
  label: "No.",
  equivalent_diameter: "Diameter",
  centroid_x: "Centre x",
  centroid_y: "Centre y",
  touches_edge: "At edge",
  major_axis_length: "Major axis",
  minor_axis_length: "Minor axis",
  sd_intensity: "SD of intensity",
  sd_red: "SD of red",
  sd_green: "SD of green",
  sd_blue: "SD of blue",
};

const UNITS: Record<string, string> = {
  area: "px²",
  perimeter: "px",
  equivalent_diameter: "px",
  centroid_x: "px",
  centroid_y: "px",
  left: "px",
  top: "px",
  width: "px",
  height: "px",
  major_axis_length: "px",
  minor_axis_length: "px",
  orientation: "rad",
};

/** A column of the table of nuclei as a person reads it. */
export interface ColumnWords {
  readonly title: string;
  /** Empty of what has none. */
  readonly unit: string;
}

/** `equivalent_diameter_um` is "Diameter", "µm". */
export function wordColumn(column: string): ColumnWords {
  const base = column.replace(/_um2?$/, "");
  const words = base.replaceAll("_", " ");
  return {
    title: SPECIAL[base] ?? words.charAt(0).toUpperCase() + words.slice(1),
    unit: column.endsWith("_um2") ? "µm²" : column.endsWith("_um") ? "µm" : UNITS[base] ??
      "",
  };
}

/** Columns in their order, those in micrometres in place of the same in pixels. */
export function preferScaled(columns: readonly string[]): string[] {
  const there = new Set(columns);
  const scaled = columns.map((column) =>
    [`${column}_um2`, `${column}_um`].find((other) => there.has(other)) ?? column
  );
  return [...new Set(scaled)];
}

/** Those of a table that are shown first: in micrometres where they are there. */
export function mainColumns(columns: readonly string[]): string[] {
  const scaled = new Set(preferScaled(columns));
  return MAIN.filter((column) => scaled.has(column));
}

/** A cell's text. */
export function writeCell(value: Row[string] | undefined): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isFinite(value) ? writeNumber(value) : "–";
  return value ?? "–";
}
