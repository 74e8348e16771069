import { countMaps, MASK_ONLY, type NucleusMap } from "../architectures/mod.ts";
import { InputError } from "../base/mod.ts";

/** What a model says of every pixel of an image; row-major, 0..1. */
export interface NucleusMaps {
  readonly width: number;
  readonly height: number;
  /** The probability of nucleus. */
  readonly nucleus: Float32Array;
  /** The probability of lying where two nuclei touch or nearly do. */
  readonly border?: Float32Array;
  /** How deep in its nucleus the pixel lies: 0 outside, 1 where it is deepest. */
  readonly distance?: Float32Array;
}

/**
 * Names the channels that a network gave.
 *
 * @param channels one array a channel, `width * height` each
 * @param maps what they are, as the model's card says
 * @throws {InputError} if the maps are not of a kind that networks give, or there are
 *   more or fewer channels
 *
 * @example
 * ```ts
 * import { nameMaps } from "#karyon";
 * const maps = nameMaps([Float32Array.of(0.5, 1)], { width: 2, height: 1 });
 * if (maps.nucleus[1] !== 1 || maps.border) throw new Error();
 * ```
 */
export function nameMaps(
  channels: readonly Float32Array[],
  { width, height }: { readonly width: number; readonly height: number },
  maps: readonly NucleusMap[] = MASK_ONLY,
): NucleusMaps {
  if (channels.length !== countMaps(maps)) {
    throw new InputError(
      `Expected ${maps.length} maps from the network (${maps.join()}) but found ${channels.length}`,
    );
  }
  const [nucleus, border, distance] = channels;
  return {
    width,
    height,
    nucleus: nucleus!,
    ...(border && distance ? { border, distance } : {}),
  };
}
