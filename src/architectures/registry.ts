import type * as tf from "@tensorflow/tfjs";
import { findByName } from "../base/mod.ts";
import { buildUNet } from "./unet.ts";

/** A network that can be asked for by name. */
export interface Architecture {
  readonly name: string;
  /** One sentence for a reader, with the source. */
  readonly description: string;
  /** Height and width must be multiples of this. */
  readonly multiple: number;
  readonly build: (
    options: { readonly filters?: number; readonly seed?: number },
  ) => tf.LayersModel;
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
