import type { Random } from "../../base/mod.ts";
import type { Drawing } from "./drawing.ts";
import { drawFluorescence, type FluorescenceLook } from "./fluorescence.ts";
import { drawSmear } from "./smear.ts";
import { drawStain, type StainLook } from "./stain.ts";

/** A kind of image: how it is drawn, in which sizes and file formats. */
export interface SyntheticKind {
  readonly name: string;
  readonly draw: (random: Random, width: number, height: number) => Drawing;
  /** Taken in turn. */
  readonly sizes: readonly (readonly [width: number, height: number])[];
  readonly channels: readonly (1 | 3 | 4)[];
}

const SMALL = [256, 256] as const;

const ON_BLACK: Omit<FluorescenceLook, "peak"> = {
  radius: [7, 11],
  density: [14, 34],
  clustering: 0.3,
  dividing: 0.05,
  spots: [0, 2],
};

const PURPLE_ON_WHITE: StainLook = {
  white: [229, 232, 227],
  nucleus: [0.8, 2.05, 0.5],
  tissue: [0.1, 0.16, 0.11],
  tissueAmount: 0.35,
  fibres: 0.35,
  paleCells: [4, 18],
  radius: [7.5, 11],
  elongation: 2.2,
  density: [28, 62],
};

const PURPLE_ON_PURPLE: StainLook = {
  white: [236, 224, 242],
  nucleus: [0.9, 1.6, 0.36],
  tissue: [0.28, 0.36, 0.13],
  tissueAmount: 1,
  fibres: 0.45,
  paleCells: [0, 2],
  radius: [7, 11.5],
  elongation: 3.4,
  density: [18, 42],
};

/**
 * The kinds in the order in which samples take them, so that any 8 in a row
 * hold all: 5 white on black, 1 each of the other three.
 */
export const SYNTHETIC_KINDS: readonly SyntheticKind[] = [
  {
    name: "white-on-black",
    draw: (...at) => drawFluorescence(...at, { ...ON_BLACK, peak: [210, 400] }),
    sizes: [SMALL, SMALL, [320, 256]],
    channels: [4, 4, 4, 1],
  },
  {
    name: "purple-on-purple",
    draw: (...at) => drawStain(...at, PURPLE_ON_PURPLE),
    sizes: [[320, 256], SMALL],
    channels: [4, 3],
  },
  {
    name: "dim-on-black",
    draw: (...at) => drawFluorescence(...at, { ...ON_BLACK, peak: [30, 60] }),
    sizes: [SMALL, [347, 260]],
    channels: [4],
  },
  {
    name: "purple-on-white",
    draw: (...at) => drawStain(...at, PURPLE_ON_WHITE),
    sizes: [[320, 256], SMALL],
    channels: [4, 3],
  },
  {
    name: "crowded-on-black",
    draw: (...at) =>
      drawFluorescence(...at, {
        ...ON_BLACK,
        radius: [5, 8],
        density: [90, 150],
        clustering: 0.75,
        dividing: 0.08,
        peak: [190, 400],
      }),
    sizes: [SMALL, [347, 260]],
    channels: [4, 1],
  },
  {
    name: "black-on-white",
    draw: drawSmear,
    sizes: [SMALL, [320, 256]],
    channels: [4, 3, 1],
  },
  {
    name: "large-dim-on-black",
    draw: (...at) =>
      drawFluorescence(...at, {
        ...ON_BLACK,
        radius: [16, 23],
        density: [12, 20],
        clustering: 0.5,
        dividing: 0,
        peak: [30, 60],
      }),
    sizes: [SMALL],
    channels: [4],
  },
  {
    name: "spotted-on-black",
    draw: (...at) =>
      drawFluorescence(...at, {
        ...ON_BLACK,
        radius: [9, 13],
        density: [22, 40],
        clustering: 0.6,
        dividing: 0.02,
        peak: [110, 240],
        spots: [4, 9],
      }),
    sizes: [[360, 360], SMALL, SMALL],
    channels: [4],
  },
];
