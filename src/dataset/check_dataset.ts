import type { OnProgress } from "../base/mod.ts";
import { findDuplicates } from "./check_duplicates.ts";
import { type CheckedImage, checkSample } from "./check_sample.ts";
import { type SetSummary, summariseSet } from "./check_set.ts";
import type { Dataset } from "./dataset.ts";
import type { Problem } from "./problem.ts";
import { readAhead } from "./read_ahead.ts";
import type { Sample } from "./sample.ts";

/** How to check. */
export interface CheckOptions {
  /** At most so many images of each set, the first ones; all where left out. */
  readonly limit?: number;
  /** Told after each image, of all sets together; the note is the set's name. */
  readonly onProgress?: OnProgress;
  /** Is handed each sample that can be read, so that nobody has to read it again. */
  readonly onSample?: (set: string, sample: Sample) => void;
  /** Is handed what is kept of each image. */
  readonly onImage?: (image: CheckedImage) => void;
}

/** What a check found. */
export interface DatasetCheck {
  /** Whether there is no error among the problems. */
  readonly usable: boolean;
  /** By the set's name. */
  readonly sets: Readonly<Record<string, SetSummary>>;
  readonly problems: readonly Problem[];
}

/**
 * Looks closely at every file of a data set, and changes nothing.
 *
 * Problems are listed by file: files that cannot be read, masks of another size,
 * empty masks, overlapping nuclei, mask values other than 0 and 255, foreground
 * that is all or nothing, images with the same pixels, images that look alike
 * across sets, and what the data set itself says of its files.
 *
 * @example
 * ```ts
 * import { checkDataset, openDataset } from "#karyon";
 * const { usable, sets, problems } = await checkDataset(await openDataset(), { limit: 2 });
 * if (!usable || sets["train"]?.images !== 2 || problems.length > 0) throw new Error();
 * ```
 */
export async function checkDataset(
  dataset: Dataset,
  options: CheckOptions = {},
): Promise<DatasetCheck> {
  const parts = dataset.sets.map((set) => ({
    set,
    ids: set.ids.slice(0, options.limit),
  }));
  const total = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const problems: Problem[] = [];
  const checked: CheckedImage[][] = [];
  let done = 0;
  for (const { set, ids } of parts) {
    const images: CheckedImage[] = [];
    const found: Problem[] = [];
    const inspect = async (id: string) => ({ id, inspection: await set.inspect(id) });
    for await (const { id, inspection } of readAhead(ids, inspect)) {
      const one = checkSample(set.name, id, inspection);
      if (one.image) {
        images.push(one.image);
        options.onImage?.(one.image);
      }
      found.push(...one.problems);
      if (inspection.sample) options.onSample?.(set.name, inspection.sample);
      options.onProgress?.(++done, total, set.name);
    }
    problems.push(...sayOnce(found, images.length));
    checked.push(images);
  }
  problems.unshift(...dataset.problems.filter((one) => !isListed(one, problems)));
  const duplicates = findDuplicates(checked.flat());
  problems.push(...duplicates.problems);
  return {
    usable: problems.every(({ severity }) => severity !== "error"),
    sets: Object.fromEntries(parts.map(({ set, ids }, i) => {
      const images = checked[i]!;
      const summary = summariseSet(images, ids.length - images.length);
      const alike = duplicates.within.filter((pair) => pair.set === set.name)
        .map(({ ids }) => `two images look alike: ${ids.join(" and ")}`);
      return [set.name, { ...summary, notes: [...summary.notes, ...alike] }];
    })),
    problems,
  };
}

/** Where no image of a set has a mask, that is one problem and not one an image. */
function sayOnce(problems: readonly Problem[], images: number): readonly Problem[] {
  const without = problems.filter(({ code }) => code === "no mask");
  if (without.length < 2 || without.length < images) return problems;
  const { path: _, ...whole } = without[0]!;
  const message = `Expected masks but found none for any of ${images} images`;
  return [
    { ...whole, id: "", message },
    ...problems.filter(({ code }) => code !== "no mask"),
  ];
}

/** Whether what is said of a whole set is said by file, or was put together, too. */
function isListed({ set, id, code }: Problem, problems: readonly Problem[]): boolean {
  return id === "" && code === "no mask" &&
    problems.some((one) => one.set === set && one.code === code);
}
