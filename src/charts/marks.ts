import * as Plot from "@observablehq/plot";
import { GRID } from "./palette.ts";

/** The bold line over a panel; it needs 24 pixels of the margin above. */
export function heading(text: string, dx = 0): Plot.Markish {
  return Plot.text([text], {
    frameAnchor: "top-left",
    dx,
    dy: -20,
    fontSize: 13,
    fontWeight: "bold",
  });
}

/** Faint lines at the ticks of the x axis. */
export function linesAtX(ticks: number | number[]): Plot.Markish {
  return Plot.gridX({ ticks, stroke: GRID, strokeOpacity: 1 });
}

/** Faint lines at the ticks of the y axis. */
export function linesAtY(ticks: number | number[]): Plot.Markish {
  return Plot.gridY({ ticks, stroke: GRID, strokeOpacity: 1 });
}

/** An axis with its name in the middle and no arrow: where it points is plain. */
export function axis(label: string | null) {
  return { label, labelArrow: "none", labelAnchor: "center" } as const;
}

/**
 * The x axis at these ticks and no others. Given a `tickFormat`, Plot leaves out the
 * labels of a logarithmic scale that its own rule thinks too many.
 */
export function axisAt(
  ticks: number[],
  label: string | null,
  format: (tick: number) => string = brief,
): Plot.Markish {
  return Plot.axisX(ticks, { ...axis(label), text: format });
}

/** Ticks of a logarithmic axis: 1, 2, 5, 10, ... or, over many decades, powers of ten. */
export function logTicks(from: number, to: number): number[] {
  const decades = Math.log10(to / from);
  const steps = decades > 3.2
    ? [1]
    : decades > 2.2
    ? [1, 3]
    : decades > 0.95
    ? [1, 2, 5]
    : [1, 1.5, 2, 3, 4, 6, 8];
  const ticks: number[] = [];
  for (
    let power = Math.floor(Math.log10(from));
    power <= Math.ceil(Math.log10(to));
    power++
  ) {
    for (const step of steps) {
      // From a text, so that 0.3 does not become 0.30000000000000004.
      const tick = Number(`${step}e${power}`);
      if (tick >= from * 0.999 && tick <= to * 1.001) ticks.push(tick);
    }
  }
  return ticks;
}

/** A number as a reader wants it: three digits that count, thousands grouped. */
export function brief(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1000) return Math.round(value).toLocaleString("en-US");
  if (magnitude >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return String(Number(value.toPrecision(magnitude < 0.1 ? 2 : 3)));
}
