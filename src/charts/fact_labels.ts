/** What a column of the facts is called on an axis. */
export interface FactLabel {
  /** With the unit. */
  readonly name: string;
  /** Whether its values spread over orders of magnitude. */
  readonly log: boolean;
}

const linear = (name: string): FactLabel => ({ name, log: false });
const logarithmic = (name: string): FactLabel => ({ name, log: true });

const LABELS: Readonly<Record<string, FactLabel>> = {
  width: logarithmic("width, pixels"),
  height: logarithmic("height, pixels"),
  megapixels: logarithmic("area, megapixels"),
  aspect: linear("width / height"),
  brightest: linear("brightest value"),
  mean: linear("mean value"),
  clipped: linear("clipped pixels, 0..1"),
  gray: linear("mean gray, 0..1"),
  gray_low: linear("gray, 5th percentile, 0..1"),
  gray_middle: linear("gray, median, 0..1"),
  gray_high: linear("gray, 95th percentile, 0..1"),
  gray_spread: linear("spread of gray, 0..0.5"),
  gray_skew: linear("skewness of gray"),
  red_green: linear("red minus green, -1..1"),
  yellow_blue: linear("yellow minus blue, -1..1"),
  bright_yellow_blue: linear("yellow minus blue, bright half"),
  saturation: linear("saturation, 0..1"),
  noise: linear("noise, 0..1"),
  sharpness: linear("sharpness"),
  texture: linear("texture, gray a pixel"),
  foreground: linear("nucleus pixels, 0..1"),
  nuclei: logarithmic("nuclei in an image"),
  nuclei_per_megapixel: logarithmic("nuclei in a megapixel"),
  median_area: logarithmic("median nucleus area, pixels"),
  area_variation: linear("variation of nucleus area"),
  touching: linear("touching nuclei, 0..1"),
  difference: linear("nuclei minus background, -1..1"),
  contrast: linear("contrast of nuclei, 0..1"),
  separation: linear("separation of nuclei, d'"),
  edge_sharpness: linear("sharpness of nuclei's borders"),
  nucleus_texture: linear("texture inside nuclei"),
};

/** Name and scale of a column; one that is not known is called by its own name. */
export function factLabel(fact: string): FactLabel {
  return Object.hasOwn(LABELS, fact) ? LABELS[fact]! : linear(fact.replaceAll("_", " "));
}
