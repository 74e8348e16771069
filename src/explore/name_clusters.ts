import { type Feature, FEATURES, type Scaling } from "./features.ts";

/** What a cluster is called that has less or more of a feature than its namesakes. */
const WORDS: Readonly<Record<Feature, readonly [less: string, more: string]>> = {
  gray: ["darker on average", "lighter on average"],
  gray_low: ["darker shadows", "lighter shadows"],
  gray_middle: ["darker", "lighter"],
  gray_high: ["dimmer nuclei or highlights", "brighter nuclei or highlights"],
  red_green: ["greener", "redder"],
  yellow_blue: ["bluer", "yellower"],
  bright_yellow_blue: ["bluer background", "yellower background"],
  saturation: ["paler", "more colourful"],
  texture: ["smoother", "more textured"],
  noise: ["less noise", "more noise"],
};

/** Colour and background in words. */
function describe(centre: Readonly<Record<Feature, number>>): string {
  const colour = centre.saturation < 0.02
    ? "gray"
    : centre.yellow_blue > 0
    ? "yellow"
    : centre.red_green > 0
    ? "purple"
    : "blue or green";
  const middle = centre.gray_middle;
  const brightness = middle < 0.3 ? "dark" : middle < 0.7 ? "medium" : "bright";
  const tint = colour !== "gray" && centre.bright_yellow_blue > 0.02 ? "yellowish " : "";
  return `${colour} on ${brightness} ${tint}background`;
}

/** What sets a centre apart most from the mean of those with the same name. */
function distinguish(
  centre: readonly number[],
  namesakes: readonly (readonly number[])[],
): string {
  const away = centre.map((value, f) =>
    value - namesakes.reduce((sum, other) => sum + other[f]!, 0) / namesakes.length
  );
  const most = away.reduce(
    (best, value, f) => Math.abs(value) > Math.abs(away[best]!) ? f : best,
    0,
  );
  return WORDS[FEATURES[most]!][away[most]! < 0 ? 0 : 1];
}

/**
 * Names clusters in words by their centres, each name once: colour (gray where the
 * mean saturation is below 0.02) and how bright the middle pixel is (dark below 0.3,
 * bright from 0.7 on); where that is the same, what sets them apart most.
 *
 * @param centres in standard deviations, as `scaling` makes them
 */
export function nameClusters(
  centres: readonly (readonly number[])[],
  { means, deviations }: Scaling,
): string[] {
  const plain = centres.map((centre) =>
    describe(
      Object.fromEntries(
        FEATURES.map((name, f) => [name, centre[f]! * deviations[f]! + means[f]!]),
      ) as Record<Feature, number>,
    )
  );
  const names = plain.map((name, c) => {
    const namesakes = centres.filter((_, other) => plain[other] === name);
    return namesakes.length === 1
      ? name
      : `${name}, ${distinguish(centres[c]!, namesakes)}`;
  });
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
