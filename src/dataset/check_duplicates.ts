import type { CheckedImage } from "./check_sample.ts";
import { findNearDuplicates } from "./near_duplicates.ts";
import type { Problem } from "./problem.ts";

/** What looks alike. */
export interface Duplicates {
  readonly problems: readonly Problem[];
  /** Near-duplicates within a set, which are no problem until it is split. */
  readonly within: readonly {
    readonly set: string;
    readonly ids: readonly [string, string];
  }[];
}

/**
 * Finds images with the same pixels, in a set and across sets, and images that look
 * alike across sets.
 *
 * All of these are warnings: the data can be used, but a score on an image that was
 * trained on says little.
 */
export function findDuplicates(images: readonly CheckedImage[]): Duplicates {
  const problems: Problem[] = [];
  for (const same of Map.groupBy(images, ({ digest }) => digest).values()) {
    const [first, ...others] = same;
    for (const other of others) {
      const message = `Expected pixels of its own but found those of ${nameOf(first!)}`;
      problems.push(problemOf(other, "duplicate", message));
    }
  }
  const within: Duplicates["within"][number][] = [];
  const pairs = findNearDuplicates(images, (a, b) => a.digest !== b.digest);
  for (const { first, second, distance, correlation, orientation } of pairs) {
    if (first.set === second.set) {
      within.push({ set: first.set, ids: [first.id, second.id] });
      continue;
    }
    const turned = orientation === 0 ? "" : ", turned or mirrored";
    const message = `Expected to look like no image of another set but found ` +
      `${nameOf(first)}${turned}: ${distance} of 64 bits of their perceptual hashes ` +
      `differ, correlation ${correlation.toFixed(3)}`;
    problems.push(problemOf(second, "near-duplicate across splits", message));
  }
  return { problems, within };
}

const nameOf = ({ set, id }: CheckedImage) => `"${id}" of ${set}`;

function problemOf(
  { set, id, path }: CheckedImage,
  code: Problem["code"],
  message: string,
): Problem {
  return {
    set,
    id,
    code,
    severity: "warning",
    message,
    ...(path === undefined ? {} : { path }),
  };
}
