import type { Key } from "./figure.ts";
import { seriesDash } from "./palette.ts";

/**
 * What became of a nucleus when a prediction was compared with the truth, in the
 * words of `explainMatches()`; `annotated` is the truth itself.
 */
export type NucleusFate =
  | "annotated"
  | "matched"
  | "merged"
  | "split"
  | "misdrawn"
  | "missed"
  | "invented";

/** How the outlines of a fate are drawn. */
export interface FateStyle {
  /** What the legend says. */
  readonly label: string;
  readonly colour: string;
  /** As `stroke-dasharray` takes it. */
  readonly dash: string;
}

// Bright enough for black images, dark enough for the white of a legend.
const COLOURS = {
  matched: "#16a886",
  merged: "#e69f00",
  split: "#cc79a7",
  misdrawn: "#9d86f5",
  missed: "#3fa2e0",
  invented: "#d55e00",
} as const;

const LABELS = {
  matched: "matched",
  merged: "merged: one drawn over several",
  split: "split: a part of one",
  misdrawn: "misdrawn",
  missed: "missed (annotated outline)",
  invented: "invented",
} as const;

/** All fates but the truth itself, in the order in which legends name them. */
export const FATES = Object.keys(COLOURS) as readonly (keyof typeof COLOURS)[];

/** The same colour and dashes in every chart. */
export const FATE_STYLES: Readonly<Record<NucleusFate, FateStyle>> = {
  annotated: { label: "annotated", colour: "#ffffff", dash: "none" },
  ...Object.fromEntries(
    FATES.map((fate, index) => [
      fate,
      { label: LABELS[fate], colour: COLOURS[fate], dash: seriesDash(index) },
    ]),
  ) as Record<typeof FATES[number], FateStyle>,
};

/** The legend of those fates that are drawn. */
export function fateKeys(drawn: ReadonlySet<NucleusFate>): Key[] {
  return FATES.filter((fate) => drawn.has(fate)).map((fate) => {
    const { label, colour, dash } = FATE_STYLES[fate];
    return { label, colour, shape: "line", dash };
  });
}
