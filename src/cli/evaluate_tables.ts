import { markdownTable } from "markdown-table";
import { type Evaluation, IOU_THRESHOLDS, type Scores } from "../mod.ts";

type Limits = readonly [low: number, high: number];

const digits = (value: number) => value.toFixed(3);

/** "0.760 [0.720, 0.795]"; without limits, the value alone. */
const withLimits = (value: number, limits: Limits | undefined) =>
  `${digits(value)}${limits ? ` [${limits.map(digits).join(", ")}]` : ""}`;

/** A first column of words, the others of numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable([head, ...rows], { align: head.map((_, i) => i ? "r" : "l") });
}

function listScores({ scores, intervals }: Evaluation): string[] {
  const isScore = (name: string): name is keyof typeof intervals => name in intervals;
  return Object.entries(scores).map(([name, value]) => {
    const limits = isScore(name) ? intervals[name] : undefined;
    return `  ${name.padEnd(25)}${Number.isInteger(value) ? value : value.toFixed(4)}${
      limits ? `  95 % ${limits.map(digits).join(" to ")}` : ""
    }`;
  });
}

function tellKinds({ scores, intervals, kinds }: Evaluation): string {
  const row = (kind: string, own: Scores, limits: Evaluation["intervals"]) => [
    kind,
    String(own.images),
    withLimits(own.foreground_iou, limits.foreground_iou),
    withLimits(own.average_precision, limits.average_precision),
    digits(own.panoptic_quality),
    `${Math.round(100 * own.relative_count_error)} %`,
  ];
  return table(
    [
      "kind",
      "n",
      "foreground IoU [95 %]",
      "average precision [95 %]",
      "PQ",
      "count error",
    ],
    [
      row("all", scores, intervals),
      ...kinds.map((own) => row(own.kind, own, own.intervals)),
    ],
  );
}

function tellF1({ thresholds }: Evaluation): string {
  const kinds = Map.groupBy(thresholds, ({ kind }) => kind);
  return table(
    ["IoU above", ...IOU_THRESHOLDS.map(String)],
    [...kinds].map(([kind, rows]) => [kind, ...rows.map(({ f1 }) => digits(f1))]),
  );
}

function tellThresholds({ thresholds }: Evaluation): string {
  return table(
    ["IoU above", "precision", "recall", "F1", "TP/(TP+FP+FN)", "F1, all nuclei pooled"],
    thresholds.filter(({ kind }) => kind === "all").map((row) => [
      String(row.iou),
      ...[row.precision, row.recall, row.f1, row.jaccard, row.pooled_f1].map(digits),
    ]),
  );
}

function tellErrors({ errors }: Evaluation): string {
  const names = ["matched", "merged", "split", "misdrawn", "missed", "invented"] as const;
  return table(
    ["kind", "nuclei", "predicted", ...names],
    errors.map((row) =>
      [
        row.kind,
        row.nuclei,
        row.predicted_nuclei,
        ...names.map((name) => row[name]),
      ].map(String)
    ),
  );
}

/** All scores, for a person at a terminal. */
export function describeEvaluation(evaluation: Evaluation): string[] {
  return [
    ...listScores(evaluation),
    "\nBy kind of image (means over images):",
    tellKinds(evaluation),
    "\nF1 of nuclei by kind of image:",
    tellF1(evaluation),
    "\nNuclei of all images (means over images):",
    tellThresholds(evaluation),
    "\nWhat happened to the nuclei, at an IoU above 0.5:",
    tellErrors(evaluation),
  ];
}
