import { describeChannels } from "../images/mod.ts";
import type { Inspection } from "./dataset.ts";
import { digestPixels } from "./digest_pixels.ts";
import type { Problem } from "./problem.ts";
import { makeThumbnail } from "./thumbnail.ts";

/** What is kept of an image when its pixels are gone. */
export interface CheckedImage {
  readonly set: string;
  readonly id: string;
  /** The image's file, where it has one. */
  readonly path?: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Bits a channel. */
  readonly depth: 8 | 16;
  /** `gray`, `gray-alpha`, `rgb` or `rgba`. */
  readonly channels: string;
  /** Whether an RGB or RGBA image has R = G = B everywhere. */
  readonly grayInRgb: boolean;
  /** Whether any pixel is less than opaque. */
  readonly alphaUsed: boolean;
  /** Share of nucleus pixels, 0..1; undefined without a mask. */
  readonly foreground?: number;
  /** Undefined without labels. */
  readonly nuclei?: number;
  readonly conversions: readonly string[];
  readonly warnings: readonly string[];
  /** Equal for equal pixels. */
  readonly digest: string;
  readonly thumbnail: Float32Array;
}

/**
 * Measures an inspected sample, and adds what is wrong with its mask as a whole to
 * its problems.
 *
 * @returns no image where it could not be read
 */
export function checkSample(
  set: string,
  id: string,
  { sample, problems }: Inspection,
): { readonly image?: CheckedImage; readonly problems: readonly Problem[] } {
  if (!sample) return { problems };
  const { image, mask, labels, report } = sample;
  const { kind, grayInRgb, alphaUsed } = describeChannels(image);
  const foreground = mask && shareOfOnes(mask);
  const path = report && { path: report.name };
  const found = foreground === undefined ? undefined : findExtreme(foreground, problems);
  return {
    image: {
      set,
      id,
      ...path,
      width: image.width,
      height: image.height,
      depth: image.depth,
      channels: kind,
      grayInRgb,
      alphaUsed,
      ...(foreground === undefined ? {} : { foreground }),
      ...(labels ? { nuclei: largest(labels) } : {}),
      conversions: report?.conversions ?? [],
      warnings: report?.warnings ?? [],
      digest: digestPixels(image),
      thumbnail: makeThumbnail(image),
    },
    problems: found ? [...problems, { set, id, ...found, ...path }] : problems,
  };
}

/** All or nothing: a whole image of nucleus is no mask, an empty one may be right. */
function findExtreme(foreground: number, problems: readonly Problem[]) {
  if (foreground === 1) {
    return {
      code: "all foreground",
      severity: "error",
      message: "Expected some background but found nuclei in every pixel: " +
        "is the mask inverted, or has the background a label?",
    } as const;
  }
  // Of a file without a nucleus this was said already.
  if (foreground > 0 || problems.some(({ code }) => code === "empty mask")) return;
  return {
    code: "all background",
    severity: "warning",
    message: "Expected a nucleus but found none in the whole image",
  } as const;
}

function shareOfOnes(mask: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i]!;
  return count / mask.length;
}

/** Of labels that are contiguous from 1, this is their number. */
function largest(labels: Int32Array): number {
  let most = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! > most) most = labels[i]!;
  return most;
}
