import type { Affine } from "./geometry.ts";
import type { Augmentation, Range } from "./options.ts";

/** One kind of change, by itself. */
export interface Change {
  readonly title: string;
  readonly options: Augmentation;
  /** Which draws show it: a mirroring, say, that mirrors. Default: any. */
  readonly shows?: (affine: Affine) => boolean;
  /** Whether a drawn grid helps to see it. */
  readonly grid?: boolean;
}

/** For every image, at one end of a range. */
const always = (value: number) => ({ share: 1, range: [value, value] as const });

/** A range's ends that do something. */
const endsOf = (range: Range, neutral: number) =>
  [...new Set(range)].filter((value) => value !== neutral);

/** The changes of shape that an augmentation makes, each alone. */
export function shapeChanges(
  { squeeze = 1, flip, quarterTurns, rotate, zoom, stretch, elastic }: Augmentation,
): Change[] {
  const changes: Change[] = [{ title: "whole image", options: {} }];
  if (squeeze < 1) changes.push({ title: "at its own scale", options: { squeeze: 0 } });
  if (flip) {
    const shows = ({ xx, yy }: Affine) => xx < 0 && yy > 0;
    changes.push({ title: "mirrored", options: { flip }, shows });
  }
  if (quarterTurns) {
    const shows = ({ xx }: Affine) => Math.abs(xx) < 1e-9;
    changes.push({ title: "turned by 90°", options: { quarterTurns }, shows });
  }
  if (rotate) {
    const shows = ({ xx, xy }: Affine) =>
      Math.abs(Math.atan2(xy, xx)) > rotate * Math.PI / 240;
    changes.push({ title: `turned by up to ${rotate}°`, options: { rotate }, shows });
  }
  for (const factor of endsOf(zoom ?? [1, 1], 1)) {
    changes.push({ title: `zoom ${factor}`, options: { zoom: [factor, factor] } });
  }
  if (stretch && stretch > 1) {
    changes.push({ title: `stretched up to ${stretch}`, options: { stretch } });
  }
  if (elastic) {
    const { sigma, grid } = elastic;
    const title = `elastic, sigma ${sigma}, ${grid}x${grid}`;
    changes.push(
      { title: "with a grid", options: {}, grid: true },
      { title, options: { elastic: { ...elastic, share: 1 } }, grid: true },
    );
  }
  return changes;
}

/** The changes of colour and texture that an augmentation makes, each alone. */
export function colourChanges(augmentation: Augmentation): Change[] {
  const { gray, invert, mixChannels, channelGain } = augmentation;
  const { gamma, contrast, brightness, blur, noise } = augmentation;
  const changes: Change[] = [];
  const add = (title: string, options: Augmentation) => changes.push({ title, options });
  if (gray) add("gray", { gray: { share: 1 } });
  if (invert) add("inverted", { invert: { share: 1 } });
  if (mixChannels) {
    add(`mixed, ${mixChannels.amount}`, { mixChannels: { ...mixChannels, share: 1 } });
  }
  if (channelGain) {
    const [from, to] = channelGain.range;
    add(`channels x ${from} to ${to}`, { channelGain: { ...channelGain, share: 1 } });
  }
  for (const power of endsOf(gamma?.range ?? [1, 1], 1)) {
    add(`gamma ${power}`, { gamma: always(power) });
  }
  for (const factor of endsOf(contrast?.range ?? [1, 1], 1)) {
    add(`contrast ${factor}`, { contrast: always(factor) });
  }
  for (const amount of endsOf(brightness?.range ?? [0, 0], 0)) {
    const sign = amount > 0 ? "+" : "−";
    add(`brightness ${sign}${Math.abs(amount)}`, { brightness: always(amount) });
  }
  if (blur) add(`blur, sigma ${blur.range[1]}`, { blur: always(blur.range[1]) });
  if (noise) add(`noise, sigma ${noise.range[1]}`, { noise: always(noise.range[1]) });
  return changes;
}
