import type { ImageFacts } from "./image_facts.ts";
import { middle } from "./middle.ts";

/** So many images of one kind in one split. */
export type KindCount = {
  readonly split: string;
  readonly kind: string;
  readonly images: number;
};

/** So many images of one size in one split. */
export type SizeCount = {
  readonly split: string;
  /** Such as `"256 × 256"`. */
  readonly size: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Width times height, in millions of pixels. */
  readonly megapixels: number;
  /** Width divided by height. */
  readonly aspect: number;
  readonly images: number;
};

/** How much of the images of one split is nucleus. */
export type ForegroundSummary = {
  readonly split: string;
  /** Images with a mask; only they count. */
  readonly images: number;
  /** Shares of nucleus pixels, 0..1: of images, so that each counts the same. */
  readonly mean: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
};

/**
 * How sizes are written: width × height in pixels.
 *
 * @example
 * ```ts
 * import { sizeLabel } from "#karyon";
 * if (sizeLabel({ width: 320, height: 256 }) !== "320 × 256") throw new Error();
 * ```
 */
export function sizeLabel(
  { width, height }: { width: number; height: number },
): string {
  return `${width} × ${height}`;
}

/** Groups by split and name: splits as they come, in each the most frequent first. */
export function countBy<T extends { readonly split: string }>(
  facts: readonly T[],
  nameOf: (fact: T) => string,
): { split: string; name: string; group: T[] }[] {
  const splits = Map.groupBy(facts, (fact) => fact.split);
  return [...splits].flatMap(([split, own]) =>
    [...Map.groupBy(own, nameOf)]
      .map(([name, group]) => ({ split, name, group }))
      .sort((a, b) => b.group.length - a.group.length || (a.name < b.name ? -1 : 1))
  );
}

/**
 * How many images have which channels, by split.
 *
 * @example
 * ```ts
 * import { channelKinds, createImage, exploreSamples } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 4) };
 * }
 * const [row] = channelKinds(await exploreSamples(samples(), "train"));
 * if (row?.kind !== "rgba" || row.images !== 1) throw new Error();
 * ```
 */
export function channelKinds(facts: readonly ImageFacts[]): KindCount[] {
  return countBy(facts, (fact) => fact.kind)
    .map(({ split, name, group }) => ({ split, kind: name, images: group.length }));
}

/**
 * How many images are of which kind by colour, by split; see {@linkcode imageKind}.
 * Images without a mask are "not known".
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, imageKinds } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 4) };
 * }
 * const [row] = imageKinds(await exploreSamples(samples(), "train"));
 * if (row?.kind !== "not known") throw new Error();
 * ```
 */
export function imageKinds(facts: readonly ImageFacts[]): KindCount[] {
  return countBy(facts, (fact) => fact.look ?? "not known")
    .map(({ split, name, group }) => ({ split, kind: name, images: group.length }));
}

/**
 * How many images have which size, by split, the most frequent first.
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, sizes } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 4) };
 * }
 * const [row] = sizes(await exploreSamples(samples(), "train"));
 * if (row?.size !== "2 × 1" || row.images !== 1) throw new Error();
 * ```
 */
export function sizes(facts: readonly ImageFacts[]): SizeCount[] {
  return countBy(facts, sizeLabel).map(({ split, name, group }) => {
    const { width, height, megapixels, aspect } = group[0]!;
    const images = group.length;
    return { split, size: name, width, height, megapixels, aspect, images };
  });
}

/**
 * How much of the images is nucleus, by split; a split without masks has no row.
 *
 * @example
 * ```ts
 * import { createImage, exploreSamples, foregroundSummary } from "#karyon";
 * async function* samples() {
 *   yield { id: "a", image: createImage(2, 1, 1), mask: Uint8Array.of(0, 1) };
 *   yield { id: "b", image: createImage(2, 1, 1), mask: Uint8Array.of(0, 0) };
 * }
 * const [row] = foregroundSummary(await exploreSamples(samples(), "train"));
 * if (row?.mean !== 0.25 || row.most !== 0.5) throw new Error();
 * ```
 */
export function foregroundSummary(
  facts: readonly ImageFacts[],
): ForegroundSummary[] {
  const known = facts.filter((fact) => fact.foreground !== null);
  return [...Map.groupBy(known, (fact) => fact.split)].map(([split, own]) => {
    const shares = own.map((fact) => fact.foreground!);
    return {
      split,
      images: shares.length,
      mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
      median: middle(shares),
      least: Math.min(...shares),
      most: Math.max(...shares),
    };
  });
}
