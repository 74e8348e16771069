import type * as tf from "@tensorflow/tfjs";
import { findByName } from "../base/mod.ts";
import { buildAttentionUNet } from "./attention_unet.ts";
import { buildHRNet } from "./hrnet.ts";
import { type BuildOptions, expectTaken, type FamilyOptions } from "./build_options.ts";
import { buildKaryonSmall } from "./karyon_small.ts";
import { buildTransformer } from "./transformer.ts";
import { buildUNet } from "./unet.ts";
import { buildUNetPlusPlus } from "./unet_plus_plus.ts";

/** A network that can be asked for by name, as it is entered below. */
export interface ArchitectureEntry {
  readonly name: string;
  /** One sentence for a reader, with the source. */
  readonly description: string;
  /** Height and width must be multiples of this, with the default options. */
  readonly multiple: number;
  /** Which of {@linkcode FamilyOptions} it has. Default none. */
  readonly takes?: readonly (keyof FamilyOptions)[];
  /** What it is built with where nothing else is asked for; a model's card names it. */
  readonly defaults?: BuildOptions;
  readonly build: (options: BuildOptions) => tf.LayersModel;
}

const U_SHAPE = ["depth", "dropout", "upsampling"] as const;

const entries: Readonly<Record<string, ArchitectureEntry>> = {
  unet: {
    name: "unet",
    description:
      "U-Net (Ronneberger et al., 2015), padded, three encoder and three decoder blocks, " +
      "upsampling by transposed convolution",
    multiple: 8,
    takes: [...U_SHAPE, "maps"],
    defaults: { filters: 16 },
    build: buildUNet,
  },
  "unet-plus-plus": {
    name: "unet-plus-plus",
    description:
      "U-Net++ (Zhou et al., 2018), padded, three levels below the image's size, dense " +
      "skip pathways, upsampling by transposed convolution",
    multiple: 8,
    takes: [...U_SHAPE, "convolutions", "deepSupervision", "maps"],
    defaults: { filters: 16 },
    build: buildUNetPlusPlus,
  },
  "attention-unet": {
    name: "attention-unet",
    description:
      "Attention U-Net (Oktay et al., 2018), the U-Net with an attention gate on every " +
      "skip connection but the first",
    multiple: 8,
    takes: [...U_SHAPE, "maps"],
    defaults: { filters: 16 },
    build: buildAttentionUNet,
  },
  hrnet: {
    name: "hrnet",
    description:
      "HRNet (Wang et al., 2019), small: four branches from half of the image's size to a " +
      "sixteenth that exchange their maps after each stage, batch normalisation",
    multiple: 16,
    takes: ["maps"],
    defaults: { filters: 16 },
    build: (options) => buildHRNet({ stem: 2, units: 2, ...options }),
  },
  transformer: {
    name: "transformer",
    description:
      "a Transformer between convolutions (after TransUNet, Chen et al., 2021): four " +
      "encoder levels, self-attention at a sixteenth of the size, a U-Net's decoder",
    multiple: 16,
    takes: ["maps"],
    defaults: { filters: 8 },
    build: buildTransformer,
  },
  "karyon-small": {
    name: "karyon-small",
    description:
      "Karyon's own: a residual U-Net that begins at half of the image's size, with " +
      "squeeze-and-excitation where maps are small, skip connections added",
    multiple: 32,
    takes: ["bottleneck", "maps"],
    defaults: { filters: 32 },
    build: buildKaryonSmall,
  },
};

/** A network that can be asked for by name. */
export interface Architecture extends Required<ArchitectureEntry> {
  /** @throws {InputError} if an option has no such value, or this network has no such option */
  readonly build: (options: BuildOptions) => tf.LayersModel;
  /** Height and width must be multiples of this, with these options. */
  readonly multipleOf: (options?: BuildOptions) => number;
}

/** Every network by name. */
export const architectures: Readonly<Record<string, Architecture>> = Object.fromEntries(
  Object.entries(entries).map(([name, entry]) => {
    const { takes = [], defaults = {}, multiple } = entry;
    const complete = (options: BuildOptions) => ({
      ...defaults,
      ...expectTaken(name, takes, options),
    });
    return [
      name,
      {
        ...entry,
        takes,
        defaults,
        build: (options) => entry.build(complete(options)),
        multipleOf: (options = {}) => {
          const { depth } = complete(options);
          return depth === undefined ? multiple : 2 ** depth;
        },
      } satisfies Architecture,
    ];
  }),
);

/**
 * @throws {InputError} if there is no such network
 *
 * @example
 * ```ts
 * import { findArchitecture } from "#karyon";
 * if (findArchitecture("unet").multiple !== 8) throw new Error();
 * ```
 */
export function findArchitecture(name: string): Architecture {
  return findByName("the architecture", architectures, name);
}
