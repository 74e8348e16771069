import type * as tf from "@tensorflow/tfjs";
import { findByName } from "../base/mod.ts";
import { buildAttentionUNet } from "./attention_unet.ts";
import { buildHRNet } from "./hrnet.ts";
import type { NetworkNormalization } from "./normalization.ts";
import { buildUNet } from "./unet.ts";
import { buildUNetPlusPlus } from "./unet_plus_plus.ts";

/** What every network can be asked for; each has its own default. */
export interface BuildOptions {
  /** Filters at the size of the image. */
  readonly filters?: number;
  readonly seed?: number;
  readonly normalization?: NetworkNormalization;
}

/** A network that can be asked for by name. */
export interface Architecture {
  readonly name: string;
  /** One sentence for a reader, with the source. */
  readonly description: string;
  /** Height and width must be multiples of this. */
  readonly multiple: number;
  readonly build: (options: BuildOptions) => tf.LayersModel;
}

/** Every network by name. */
export const architectures: Readonly<Record<string, Architecture>> = {
  unet: {
    name: "unet",
    description:
      "U-Net (Ronneberger et al., 2015), padded, three encoder and three decoder blocks, " +
      "upsampling by transposed convolution",
    multiple: 8,
    build: buildUNet,
  },
  "unet-plus-plus": {
    name: "unet-plus-plus",
    description:
      "U-Net++ (Zhou et al., 2018), padded, three levels below the image's size, dense " +
      "skip pathways, upsampling by transposed convolution",
    multiple: 8,
    build: buildUNetPlusPlus,
  },
  "attention-unet": {
    name: "attention-unet",
    description:
      "Attention U-Net (Oktay et al., 2018), the U-Net with an attention gate on every " +
      "skip connection but the first",
    multiple: 8,
    build: buildAttentionUNet,
  },
  hrnet: {
    name: "hrnet",
    description:
      "HRNet (Wang et al., 2019), small: four branches from the image's size to an eighth " +
      "that exchange their maps after each stage, batch normalisation",
    multiple: 8,
    build: buildHRNet,
  },
};

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
