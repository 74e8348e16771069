import { type Findings, note } from "./finding.ts";

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Collects the nuclei of one image, one after the other, into labels. */
export interface NucleusMerger {
  /**
   * Adds the next nucleus: it calls what it is given with each of its pixels.
   * Where two nuclei overlap, the later one has the pixels.
   */
  add(eachPixel: (mark: (pixel: number) => void) => void): void;
  /** 0 for background, n for the n-th nucleus that has pixels. */
  finish(): Int32Array;
}

/**
 * Starts without any nucleus.
 *
 * @param findings gets the overlaps at the end; not looked for where undefined
 * @param path the file or folder of the nuclei
 */
export function mergeNuclei(
  { width, height }: Size,
  findings: Findings,
  path: string,
): NucleusMerger {
  const labels = new Int32Array(width * height);
  /** The nuclei of each pixel that has two or more. */
  const shared = new Map<number, number[]>();
  let count = 0;
  return {
    add: (eachPixel) => {
      const label = ++count;
      eachPixel((pixel) => {
        const before = labels[pixel]!;
        if (findings && before !== 0 && before !== label) {
          shared.getOrInsertComputed(pixel, () => [before]).push(label);
        }
        labels[pixel] = label;
      });
    },
    finish: () => {
      if (shared.size > 0) note(findings, overlapOf(shared, path));
      return closeGaps(labels, count);
    },
  };
}

function overlapOf(shared: ReadonlyMap<number, readonly number[]>, path: string) {
  const pairs = new Set<string>();
  for (const nuclei of shared.values()) {
    nuclei.forEach((a, i) => {
      for (const b of nuclei.slice(i + 1)) pairs.add(`${a} ${b}`);
    });
  }
  const pixels = shared.size === 1 ? "1 pixel" : `${shared.size} pixels`;
  return {
    code: "overlapping nuclei",
    severity: "warning",
    message: `Expected nuclei apart from each other but found ${pixels} in two or more ` +
      `of them, ${pairs.size === 1 ? "1 pair" : `${pairs.size} pairs`} of nuclei`,
    path,
  } as const;
}

/** Labels that no pixel has are taken by those above them. */
function closeGaps(labels: Int32Array, count: number): Int32Array {
  const used = new Uint8Array(count + 1);
  for (let i = 0; i < labels.length; i++) used[labels[i]!] = 1;
  const number = new Int32Array(count + 1);
  let last = 0;
  for (let label = 1; label <= count; label++) {
    if (used[label] === 1) number[label] = ++last;
  }
  if (last < count) {
    for (let i = 0; i < labels.length; i++) labels[i] = number[labels[i]!]!;
  }
  return labels;
}
