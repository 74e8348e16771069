import { InputError } from "../base/mod.ts";
import type { NucleusMap } from "./maps.ts";
import type { NetworkNormalization } from "./normalization.ts";
import type { Upsampling } from "./upsampling.ts";

/** What some networks can be asked for; each says which of it, and has its own default. */
export interface FamilyOptions {
  /** How often the map is halved; the image's sides are multiples of 2^depth. */
  readonly depth?: number;
  /** Share of the values that training drops at the bottom, in 0..1 without 1. */
  readonly dropout?: number;
  /** How the decoder doubles a map. */
  readonly upsampling?: Upsampling;
  /** Convolutions in each block. */
  readonly convolutions?: 1 | 2;
  /** Gives the mean of several heads in place of the last one's output. */
  readonly deepSupervision?: boolean;
  /** Share of a residual unit's width between its convolutions, in 0..1 without 0. */
  readonly bottleneck?: number;
  /** What it says of every pixel; see {@linkcode NucleusMap}. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
}

/** What a network can be asked for by its name; each has its own defaults. */
export interface BuildOptions extends FamilyOptions {
  /** Filters at the size of the image. */
  readonly filters?: number;
  readonly seed?: number;
  readonly normalization?: NetworkNormalization;
}

/** Named one by one, so that a new option cannot be forgotten here. */
const FAMILY_OPTIONS: Readonly<Record<keyof FamilyOptions, true>> = {
  depth: true,
  dropout: true,
  upsampling: true,
  convolutions: true,
  deepSupervision: true,
  bottleneck: true,
  maps: true,
};

/**
 * The options that were given, when the network has all of them.
 *
 * @param name the network's
 * @param takes the options that it has besides those that all have
 * @throws {InputError} if an option was given that the network would ignore
 */
export function expectTaken(
  name: string,
  takes: readonly string[],
  options: BuildOptions,
): BuildOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [option, value] of given) {
    if (!(option in FAMILY_OPTIONS) || takes.includes(option)) continue;
    throw new InputError(
      `Expected only options that ${name} has (filters, seed, ${
        ["normalization", ...takes].join(", ")
      }) but found ${option} ${JSON.stringify(value)}`,
    );
  }
  return Object.fromEntries(given);
}
