import {
  type DecodedFile,
  type Image,
  type IntensityRange,
  measureIntensityRange,
  type ReadReport,
} from "../images/mod.ts";

/**
 * One image and what is known of its nuclei; all arrays row-major, of the
 * image's own width and height.
 */
export interface Sample {
  /** The image's name in its set: the contest's `ImageId`, or a file's stem. */
  readonly id: string;
  readonly image: Image;
  /** 1 where a nucleus is, 0 elsewhere. */
  readonly mask?: Uint8Array;
  /** 0 for background, n for the n-th nucleus; contiguous from 1. */
  readonly labels?: Int32Array;
  /** Which gray levels stand for 0 and 1: of images of 16 bits, as they were read. */
  readonly range?: IntensityRange;
  /** What reading the image's file found and did. */
  readonly report?: ReadReport;
}

/** A sample whose nuclei are known. */
export type LabelledSample = Sample & Required<Pick<Sample, "labels" | "mask">>;

/**
 * The merged mask of a label map.
 *
 * @example
 * ```ts
 * import { mergeLabels } from "#karyon";
 * if (mergeLabels(Int32Array.of(0, 2, 1)).join() !== "0,1,1") throw new Error();
 * ```
 */
export function mergeLabels(labels: Int32Array): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) if (labels[i] !== 0) mask[i] = 1;
  return mask;
}

/** A sample of a decoded file: with its range where it has 16 bits. */
export function makeSample(
  id: string,
  { image, report }: DecodedFile,
  labels: Int32Array | undefined,
): Sample {
  return {
    id,
    image,
    report,
    ...(image.depth === 16 ? { range: measureIntensityRange(image) } : {}),
    ...(labels ? { labels, mask: mergeLabels(labels) } : {}),
  };
}
