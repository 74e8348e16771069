/** The charts of quantisation, by snapshot name. */
import type { Chart } from "../../src/base/mod.ts";
import {
  changedPixelsChart,
  costBarsChart,
  formatLossesChart,
  weightStepsChart,
} from "../../src/charts/mod.ts";
import { bell } from "./explored.ts";

const SCOPE = { n: 12, split: "made-up" };

export const quantised: Record<string, () => Chart> = {
  cost_bars: () =>
    costBarsChart([
      { name: "float32", value: 1 },
      { name: "float16", value: 1.02 },
      { name: "a format whose name is far too long for its place", value: 0.97 },
      { name: "int8", value: 0.41, marked: true },
    ], {
      ...SCOPE,
      title: "Time of each format",
      label: "time of an image, to float32's",
      metric: "median time of an image, to that of float32",
      reference: { value: 1, words: "float32" },
      marked: "computed in 8 bit",
    }),
  cost_bars_root: () =>
    costBarsChart([{ name: "a", value: 9 }, { name: "b", value: 900 }], {
      ...SCOPE,
      title: "Changed pixels",
      label: "pixels",
      metric: "pixels that changed",
      root: true,
    }),
  cost_bars_nothing: () =>
    costBarsChart([{ name: "a", value: 0 }, { name: "b", value: 0 }], {
      ...SCOPE,
      title: "Changed pixels",
      label: "pixels",
      metric: "pixels that changed",
      format: (value) => value.toFixed(1),
    }),
  format_losses: () =>
    formatLossesChart(
      ["unet", "karyon-small-tuned", "transformer"].flatMap((model, i) =>
        ["float16", "uint16", "uint8", "int8"].map((format, k) => ({
          model,
          format,
          change: k < 2 ? 0 : (i - 1.4) * k ** 3 / 20000,
        }))
      ),
      { n: 12, split: "made-up", metric: "two-class Mean IoU" },
    ),
  weight_steps: () =>
    weightStepsChart({
      weight: "made_up/kernel",
      values: Float32Array.from(bell(900, 0, 0.08, 3)),
      scale: 0.004,
      min: -0.5,
    }),
  changed_pixels: () =>
    changedPixelsChart(
      Array.from({ length: 24 }, (_, i) => ({
        id: `${i % 12}`,
        format: i < 12 ? "uint8" : "int8",
        doubtful: 80 + 37 * (i % 12) ** 2,
        changed: Math.round((i < 12 ? 1 : 3) * (i % 12) ** 1.7),
      })),
      { split: "made-up", doubtful: "a probability of 0.4 to 0.6" },
    ),
};
