import type { Image } from "./image.ts";

/** What the channels of an image are used for. */
export interface ChannelKinds {
  readonly kind: "gray" | "gray-alpha" | "rgb" | "rgba";
  /** Whether an RGB or RGBA image has R = G = B in every pixel. */
  readonly grayInRgb: boolean;
  /** Whether any pixel is less than opaque. */
  readonly alphaUsed: boolean;
  /** Bits a channel. */
  readonly depth: 8 | 16;
}

const KINDS = ["gray", "gray-alpha", "rgb", "rgba"] as const;

/**
 * Looks at every pixel to tell what the channels are used for.
 *
 * @example
 * ```ts
 * import { createImage, describeChannels } from "#karyon";
 * const { kind, grayInRgb, alphaUsed } = describeChannels(createImage(8, 8, 4));
 * if (kind !== "rgba" || !grayInRgb || alphaUsed) throw new Error();
 * ```
 */
export function describeChannels(image: Image): ChannelKinds {
  return {
    kind: KINDS[image.channels - 1]!,
    grayInRgb: image.channels >= 3 && isGray(image),
    alphaUsed: image.alpha && isTransparent(image),
    depth: image.depth,
  };
}

function isGray({ data, channels }: Image): boolean {
  for (let i = 0; i < data.length; i += channels) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  }
  return true;
}

function isTransparent({ data, channels, depth }: Image): boolean {
  const opaque = 2 ** depth - 1;
  for (let i = channels - 1; i < data.length; i += channels) {
    if (data[i] !== opaque) return true;
  }
  return false;
}
