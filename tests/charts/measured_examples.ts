/** The charts of measured nuclei, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import { nucleusMeasurementsChart, nucleusScatterChart } from "../../src/charts/mod.ts";
import { bell } from "./explored.ts";

const KINDS = [
  { kind: "white on black", n: 300, area: 4.6, intensity: 0.35 },
  { kind: "purple on white", n: 60, area: 5.6, intensity: 0.45 },
  { kind: "purple on yellow", n: 40, area: 6.2, intensity: 0.62 },
];

/** As `measureNuclei()` gives them, with the columns that the charts draw. */
export const measuredRows = KINDS.flatMap(({ kind, n, area, intensity }, index) => {
  const areas = bell(n, area, 0.9, index + 1);
  const round = bell(n, 0.6, 0.25, index + 11);
  const light = bell(n, intensity, 0.12, index + 21);
  return areas.map((log, i) => ({
    kind,
    area: Math.round(Math.exp(log)),
    area_um2: Math.exp(log) / 4,
    eccentricity: Math.max(0, Math.min(0.99, round[i]!)),
    solidity: 1 - 0.12 * (1 - round[i]!) ** 2 - 0.03 * light[i]!,
    mean_intensity: Math.max(0, light[i]!),
  }));
});

const SCOPE = { split: "made-up", images: 12 };

export const measured: Record<string, () => Chart> = {
  nucleus_measurements: () => nucleusMeasurementsChart(measuredRows, SCOPE),
  nucleus_measurements_few: () =>
    nucleusMeasurementsChart([measuredRows[0]!], {
      split: "one nucleus",
      columns: ["area_um2", "eccentricity"],
    }),
  nucleus_scatter: () => nucleusScatterChart(measuredRows, SCOPE),
};
