import type { Random } from "../../base/mod.ts";
import type { Drawing } from "./drawing.ts";
import { drawFluorescence } from "./fluorescence.ts";
import {
  CULTURE,
  EMBRYO,
  type FluorescenceLook,
  LARGE,
  NOISY,
  SCREEN,
  SPOTTED,
  TISSUE,
} from "./fluorescence_looks.ts";
import { drawSmear } from "./smear.ts";
import { drawStain } from "./stain.ts";
import { PURPLE_ON_PURPLE, PURPLE_ON_WHITE, PURPLE_ON_YELLOW } from "./stain_looks.ts";

/** A kind of image: how it is drawn, in which sizes and file formats. */
export interface SyntheticKind {
  readonly draw: (random: Random, width: number, height: number) => Drawing;
  /** Taken in turn, as are the channels. */
  readonly sizes: readonly (readonly [width: number, height: number])[];
  readonly channels: readonly (1 | 3 | 4)[];
}

const SMALL = [256, 256] as const;

const onBlack = (
  look: FluorescenceLook,
  ...sizes: SyntheticKind["sizes"][number][]
): SyntheticKind => ({
  draw: (...at) => drawFluorescence(...at, look),
  sizes,
  channels: [4, 1, 4, 4, 4],
});

/**
 * The kinds by name; sizes are those that the real set has of them. Purple on yellow
 * is a kind that the contest's training set lacks and its test set has: no turn of
 * {@linkcode SYNTHETIC_ORDER} brings it, and who wants it asks for it.
 */
export const SYNTHETIC_KINDS = {
  "white-on-black": onBlack(CULTURE, SMALL),
  "spotted-on-black": onBlack(SPOTTED, SMALL),
  "crowded-on-black": onBlack(TISSUE, SMALL, SMALL, [347, 260]),
  "large-dim-on-black": onBlack(LARGE, [360, 360]),
  "blurred-on-black": onBlack(SCREEN, [696, 520]),
  "noisy-on-black": onBlack(NOISY, [640, 512]),
  "embryo-on-black": onBlack(EMBRYO, [1272, 603]),
  "purple-on-purple": {
    draw: (...at) => drawStain(...at, PURPLE_ON_PURPLE),
    sizes: [[320, 256]],
    channels: [4, 3],
  },
  "purple-on-white": {
    draw: (...at) => drawStain(...at, PURPLE_ON_WHITE),
    sizes: [[320, 256]],
    channels: [4, 3],
  },
  "purple-on-yellow": {
    draw: (...at) => drawStain(...at, PURPLE_ON_YELLOW),
    sizes: [[320, 256]],
    channels: [3, 4],
  },
  "black-on-white": {
    draw: drawSmear,
    sizes: [[1024, 1024]],
    channels: [4, 3, 1],
  },
} as const satisfies Record<string, SyntheticKind>;

/** The name of a kind of synthetic image. */
export type SyntheticKindName = keyof typeof SYNTHETIC_KINDS;

/** A letter for each kind that has its turn. */
const LETTERS: Readonly<Record<string, SyntheticKindName>> = {
  W: "white-on-black",
  S: "spotted-on-black",
  C: "crowded-on-black",
  L: "large-dim-on-black",
  B: "blurred-on-black",
  N: "noisy-on-black",
  E: "embryo-on-black",
  p: "purple-on-purple",
  w: "purple-on-white",
  k: "black-on-white",
};

/**
 * The order in which samples take the kinds, over and over: 33 of 40 are white on
 * black, 4 purple on purple, 2 purple on white, 1 black on white, as in the 2018
 * Data Science Bowl (81.5, 10.4, 5.7 and 2.4 %), and the first 8 hold all four.
 */
export const SYNTHETIC_ORDER: readonly SyntheticKindName[] = [
  ..."WpLBwWCkWSWpWLWNWBWSLpWCwWBWLEWpSWBWLWBC",
].map((letter) => LETTERS[letter]!);
