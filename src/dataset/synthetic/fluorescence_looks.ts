import type { Range } from "./random_values.ts";

/**
 * What differs between fluorescence images. Each range is one of images: a number
 * is drawn from it for an image, and varies between its nuclei besides where a
 * line says so.
 */
export interface FluorescenceLook {
  /** Mean half axis of the nuclei in pixels, and the standard deviation of its logarithm in an image. */
  readonly radius: Range;
  readonly spread: Range;
  /** The longest nuclei's long axis over their short one. */
  readonly elongation: Range;
  readonly roughness: Range;
  readonly dented: number;
  /** Nuclei in 256 x 256 pixels. */
  readonly density: Range;
  readonly clustering: Range;
  readonly overlap: number;
  readonly fragments: Range;
  /** Share of images whose nuclei keep to a part of the image. */
  readonly patchy: number;
  /** Gray level of a typical nucleus over its background, and the background's. */
  readonly level: Range;
  readonly background: Range;
  /** Standard deviation of the logarithm of the nuclei's brightness. */
  readonly variety: Range;
  /** Share of nuclei in division or dying: small and bright. */
  readonly dividing: Range;
  /** How much chromatin varies within a nucleus. */
  readonly grain: Range;
  /** Bright spots in each nucleus, as in mouse cells. */
  readonly spots: Range;
  /** How much brighter the nuclear rim is. */
  readonly rim: Range;
  /** Standard deviation of the blur in pixels. */
  readonly blur: Range;
  /** Share of nuclei that lie out of focus and still have labels. */
  readonly soft: Range;
  /** Share of the light that is scattered widely. */
  readonly glow: Range;
  /** Blurred nuclei without labels, far from the focal plane, in 256 x 256 pixels. */
  readonly far: Range;
  /** Share of images with the faint fibres of cell bodies. */
  readonly streaks: number;
  /** Share of images that a bright fibre lies across. */
  readonly fibres: number;
  /** Standard deviation of the read noise in gray levels. */
  readonly noise: Range;
}

/** Cultured cells seen from afar: more than half of the real set's images. */
export const CULTURE: FluorescenceLook = {
  radius: [4.6, 9.2],
  spread: [0.1, 0.28],
  elongation: [1.2, 2.6],
  roughness: [0.03, 0.12],
  dented: 0.08,
  density: [7, 62],
  clustering: [0, 0.2],
  overlap: 0.1,
  fragments: [0, 0.12],
  patchy: 0.4,
  level: [26, 150],
  background: [2, 17],
  variety: [0.1, 0.42],
  dividing: [0, 0.12],
  grain: [0.05, 0.3],
  spots: [0, 2],
  rim: [0, 0.15],
  blur: [0.6, 1.3],
  soft: [0, 0.2],
  glow: [0.03, 0.16],
  far: [0, 3],
  streaks: 0.45,
  fibres: 0.05,
  noise: [0.3, 0.8],
};

/** Mouse cells: round, with bright spots of chromatin, often out of focus. */
export const SPOTTED: FluorescenceLook = {
  ...CULTURE,
  radius: [8, 12],
  spread: [0.08, 0.2],
  elongation: [1.1, 1.5],
  density: [10, 40],
  clustering: [0, 0.35],
  level: [50, 150],
  variety: [0.1, 0.35],
  spots: [3, 9],
  blur: [1, 2.2],
  soft: [0.1, 0.5],
  glow: [0.06, 0.25],
};

/** A screen's wells: large even nuclei under a blurring lens. */
export const SCREEN: FluorescenceLook = {
  ...CULTURE,
  radius: [12.5, 16],
  spread: [0.1, 0.2],
  elongation: [1.4, 2.2],
  roughness: [0.03, 0.1],
  density: [4, 30],
  clustering: [0, 0.2],
  overlap: 0.06,
  fragments: [0, 0.05],
  patchy: 0.15,
  level: [22, 80],
  background: [2, 19],
  variety: [0.12, 0.35],
  dividing: [0, 0.08],
  grain: [0.04, 0.22],
  blur: [1.1, 2.4],
  glow: [0.08, 0.25],
  far: [0, 1],
  streaks: 0.1,
  noise: [0.3, 0.6],
};

/** Large nuclei, dim and well resolved. */
export const LARGE: FluorescenceLook = {
  ...SCREEN,
  radius: [22.5, 28],
  spread: [0.1, 0.22],
  dented: 0.2,
  density: [9, 14],
  level: [16, 27],
  background: [3.5, 7],
  variety: [0.06, 0.2],
  dividing: [0, 0.06],
  grain: [0.1, 0.3],
  blur: [1.1, 1.9],
  glow: [0.04, 0.12],
  noise: [0.25, 0.45],
};

/** Few nuclei in much noise: a plane of a thick sample, amplified. */
export const NOISY: FluorescenceLook = {
  ...CULTURE,
  radius: [13, 32],
  spread: [0.1, 0.3],
  elongation: [1.2, 2],
  density: [5, 15],
  clustering: [0, 0.35],
  overlap: 0.2,
  patchy: 0.6,
  level: [18, 70],
  background: [0.2, 5],
  variety: [0.3, 0.7],
  grain: [0.15, 0.4],
  spots: [0, 3],
  rim: [0, 0.5],
  blur: [1, 2.2],
  glow: [0.03, 0.12],
  far: [0, 1],
  streaks: 0,
  noise: [0.8, 1.7],
};

/** Tissue: crowded nuclei of all sizes that lie over each other. */
export const TISSUE: FluorescenceLook = {
  ...CULTURE,
  radius: [6, 15],
  spread: [0.2, 0.4],
  elongation: [1.5, 3.4],
  roughness: [0.06, 0.18],
  dented: 0.2,
  density: [45, 130],
  clustering: [0.3, 0.7],
  overlap: 0.3,
  fragments: [0.02, 0.15],
  patchy: 0.4,
  level: [35, 110],
  background: [3, 25],
  variety: [0.3, 0.65],
  dividing: [0, 0.08],
  grain: [0.12, 0.4],
  spots: [0, 4],
  rim: [0, 0.6],
  blur: [0.7, 1.6],
  soft: [0.1, 0.4],
  glow: [0.08, 0.3],
  far: [4, 25],
  streaks: 0.3,
  noise: [0.4, 1.4],
};

/** Whole embryos from afar: many small nuclei in a part of a large black image. */
export const EMBRYO: FluorescenceLook = {
  ...CULTURE,
  radius: [4.5, 7],
  spread: [0.12, 0.25],
  density: [12, 40],
  clustering: [0, 0.35],
  patchy: 1,
  level: [35, 110],
  background: [0.3, 4],
  variety: [0.15, 0.4],
  glow: [0.15, 0.35],
  far: [2, 12],
  noise: [0.3, 1.2],
};
