import type { Random } from "../../base/mod.ts";
import { bell, between, pick, type Range, scaleBetween } from "./random_values.ts";

/** Red, green and blue. */
export type Color = readonly [number, number, number];

/** A pair of colours as one stain gives them: the ground, and a dense nucleus on it. */
export interface Dye {
  readonly ground: Color;
  readonly nucleus: Color;
  /**
   * What tissue between the nuclei takes from the light besides, as optical
   * densities: a counterstain. None where left out.
   */
  readonly counterstain?: Color;
}

/** What differs between images of stained tissue. */
export interface StainLook {
  readonly dyes: readonly Dye[];
  /** Share of images, 0..1, in random colours; 0 where left out. */
  readonly invented?: number;
  /** Mean half axis of the nuclei in pixels. */
  readonly radius: Range;
  readonly elongation: Range;
  /** Nuclei in 256 x 256 pixels at the middle of the radii. */
  readonly density: Range;
  readonly clustering: Range;
  /** Share of images whose nuclei keep to a part of the image. */
  readonly patchy: number;
  /** Unlabelled nuclei out of focus, in 256 x 256 pixels. */
  readonly far: Range;
  /** How light a pale nucleus is to a dense one. */
  readonly palest: Range;
}

/** Nuclei of a violet dye on a lavender ground: the camera's white is not white. */
const LAVENDER: Dye = { ground: [176, 157, 208], nucleus: [70, 10, 172] };

/** Haematoxylin and eosin: violet nuclei in pink tissue with white gaps. */
const PINK: Dye = {
  ground: [238, 226, 238],
  nucleus: [72, 28, 120],
  counterstain: [0.17, 0.52, 0.27],
};

/** The same, bluer and more even. */
const MAUVE: Dye = {
  ground: [214, 196, 222],
  nucleus: [84, 26, 130],
  counterstain: [0.2, 0.38, 0.14],
};

/** A violet dye on a white ground. */
const WHITE: Dye = { ground: [207, 206, 214], nucleus: [92, 28, 138] };

/** The same on the ivory of an old lamp or mounting medium. */
const IVORY: Dye = { ground: [228, 227, 212], nucleus: [66, 36, 118] };

/** Stained tissue on a ground of its own colour. */
export const PURPLE_ON_PURPLE: StainLook = {
  dyes: [
    LAVENDER,
    LAVENDER,
    LAVENDER,
    LAVENDER,
    LAVENDER,
    LAVENDER,
    PINK,
    PINK,
    PINK,
    MAUVE,
  ],
  radius: [8.5, 23],
  elongation: [1.5, 3.6],
  density: [6, 34],
  clustering: [0, 0.25],
  patchy: 0.7,
  far: [0, 9],
  palest: [0.15, 0.55],
};

/** Stained nuclei on a bright ground. */
export const PURPLE_ON_WHITE: StainLook = {
  dyes: [WHITE],
  radius: [7, 13.5],
  elongation: [1.4, 3.4],
  density: [22, 62],
  clustering: [0, 0.25],
  patchy: 0.5,
  far: [0, 12],
  palest: [0.15, 0.5],
};

/**
 * Stained nuclei on grounds that no image of the contest's training set has:
 * yellowish, and any other.
 */
export const PURPLE_ON_YELLOW: StainLook = {
  ...PURPLE_ON_WHITE,
  dyes: [IVORY],
  invented: 0.4,
  radius: [7, 18],
  density: [12, 60],
};

/** A dye as one laboratory has it: colours and strengths drift. */
export function varyDye(random: Random, { dyes, invented = 0 }: StainLook): Dye {
  const dye = random() < invented ? inventDye(random) : pick(random, dyes);
  const brightness = 1 + 0.035 * bell(random);
  const strength = scaleBetween(random, 0.75, 1.3);
  const vary = (color: Color, amount: number, scale: number) =>
    color.map((value) => value * scale * (1 + amount * bell(random))) as unknown as Color;
  const ground = vary(dye.ground, 0.02, brightness)
    .map((value) => Math.min(value, 252)) as unknown as Color;
  return {
    ground,
    nucleus: vary(dye.nucleus, 0.16, brightness),
    ...(dye.counterstain
      ? {
        counterstain: vary(dye.counterstain, 0.15, strength * between(random, 0.6, 1.3)),
      }
      : {}),
  };
}

/** Colours that no image of the real set need have: a light ground, a darker bluish nucleus. */
function inventDye(random: Random): Dye {
  const light = between(random, 150, 250);
  const ground: Color = [
    light * between(random, 0.8, 1),
    light * between(random, 0.75, 1),
    light * between(random, 0.8, 1),
  ];
  return {
    ground,
    nucleus: [
      ground[0] * between(random, 0.2, 0.55),
      ground[1] * between(random, 0.06, 0.4),
      ground[2] * between(random, 0.4, 0.85),
    ],
  };
}

/** What turns one colour into another by Beer and Lambert's law: optical densities. */
export function densityBetween(ground: Color, stained: Color): Color {
  return ground.map((light, c) =>
    Math.log(light / Math.max(stained[c]!, 4))
  ) as unknown as Color;
}
