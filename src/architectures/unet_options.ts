import { expectDropout } from "./dropout.ts";
import { countMaps, MASK_ONLY, type NucleusMap } from "./maps.ts";
import { expectNormalization, type NetworkNormalization } from "./normalization.ts";
import { expectNaturals } from "./options.ts";
import { expectUpsampling, type Upsampling } from "./upsampling.ts";

/** How wide and deep a U-Net, or one of its kin, is. */
export interface UNetOptions {
  /** Filters of the first block; each block below has twice as many. Default 16. */
  readonly filters?: number;
  /** Encoder blocks, and as many decoder blocks. Default 3. */
  readonly depth?: number;
  /** Input channels. Default 3. */
  readonly channels?: number;
  /** Fixes the initial weights. Default 1. */
  readonly seed?: number;
  /** Between each convolution and its ReLU. Default none, as in the paper. */
  readonly normalization?: NetworkNormalization;
  /** How the decoder doubles a map. Default transposed. */
  readonly upsampling?: Upsampling;
  /**
   * Share of the values that training drops after the last encoder block and
   * after the bottleneck, in 0..1 without 1. Default 0, none. The paper has dropout
   * layers "at the end of the contracting path" and gives no rate.
   */
  readonly dropout?: number;
  /**
   * Ends each block with a squeeze-and-excitation, a channel attention whose
   * hidden layer is so many times narrower than the block, but has at least four
   * units; 16 in its paper (Hu, Shen, Sun, "Squeeze-and-Excitation Networks",
   * 2018), whose blocks are wider than most here. Default none.
   */
  readonly squeeze?: number;
  /** What it says of every pixel. Default `nucleus` alone. */
  readonly maps?: readonly NucleusMap[];
}

/** The same with every default filled in. */
export interface CompleteUNetOptions extends Required<Omit<UNetOptions, "squeeze">> {
  readonly squeeze: number | undefined;
}

/**
 * Fills the defaults in.
 *
 * @throws {InputError} if a number is not in its range, or a normalisation or
 *   an upsampling has no such name
 */
export function completeOptions(options: UNetOptions): CompleteUNetOptions {
  const { filters = 16, depth = 3, channels = 3, seed = 1 } = options;
  const { normalization = "none", upsampling = "transposed", squeeze } = options;
  const { dropout = 0, maps = MASK_ONLY } = options;
  expectNaturals({ filters, depth, channels, squeeze: squeeze ?? 1 });
  expectNormalization(normalization);
  expectUpsampling(upsampling);
  expectDropout(dropout);
  countMaps(maps);
  return {
    filters,
    depth,
    channels,
    seed,
    normalization,
    upsampling,
    dropout,
    squeeze,
    maps,
  };
}
