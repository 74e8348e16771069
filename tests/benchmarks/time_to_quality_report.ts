import { isBusy } from "./machine.ts";
import { formatNumber, markdownTable } from "./tables.ts";
import type { Quality, QualitySide } from "./time_to_quality_results.ts";

const DASH = "–";

/** Minutes, or that it took longer than all epochs. */
function minutesCell({ minutes }: QualitySide, ratio: number | null): string {
  if (minutes === null) return "not reached";
  return minutes.toFixed(1) + (ratio === null ? "" : ` (${ratio.toFixed(2)} x)`);
}

const epochsCell = ({ runs }: QualitySide) =>
  runs.map(({ epoch }) => epoch ?? DASH).join(", ");

const bestCell = ({ runs }: QualitySide) =>
  runs.map(({ history }) =>
    Math.max(0, ...history.map(({ val_mean_iou }) => val_mean_iou)).toFixed(4)
  ).join(", ");

/** How long training takes, as Markdown. */
export function qualityReport(quality: Quality): string {
  const { machine, karyon, pytorch, target, epochs, ratio_to_pytorch } = quality;
  const seeds = karyon.runs.length;
  const sides = pytorch ? [karyon, pytorch] : [karyon];
  const names = ["Karyon", "PyTorch"].slice(0, sides.length);
  const parts = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.threads} threads, ${machine.system}, ` +
    `Deno ${machine.deno}, ${machine.date}. ${
      isBusy(machine) ? `The machine was busy (load ${machine.load}). ` : ""
    }${sides.map(({ words }) => words).join("; ")}.`,
    `\`${quality.architecture}\` (${karyon.parameters} parameters) from random weights, ` +
    `with the recipe \`${quality.recipe}\` of ${epochs} epochs, on the case study's split ` +
    `(${quality.train} images to train on, ${quality.validation} to validate on, as ` +
    `squares), until validation after an epoch gives a Mean IoU of at least ${target}, ` +
    "the published figure. Varying images, training and validation count; reading and " +
    `starting do not.${seeds > 1 ? ` Medians of ${seeds} seeds.` : ""}${
      pytorch
        ? " PyTorch (eager, channels_last) trains the same network from the same weights " +
          "on the same images, which it finds varied, in 8 bits: varying them costs it " +
          "nothing. In brackets, how many times sooner Karyon is there than PyTorch."
        : ""
    }`,
  ];
  const rows: [string, (side: QualitySide) => string][] = [
    [
      `minutes to a Mean IoU of ${target}`,
      (side) => minutesCell(side, side === karyon ? ratio_to_pytorch : null),
    ],
    [`epoch in which it was reached, of ${epochs}`, epochsCell],
    ["highest Mean IoU until then", bestCell],
    [
      "training images a second, with validation",
      (side) => formatNumber(side.images_per_second),
    ],
  ];
  parts.push(
    markdownTable(
      ["time to quality", ...names],
      rows.map(([head, cell]) => [head, ...sides.map(cell)]),
    ),
  );
  return parts.join("\n\n");
}
