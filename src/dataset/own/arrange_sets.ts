import type { SetName } from "./set_names.ts";
import type { SortedFiles } from "./sort_files.ts";

/** Which files make which set. */
export interface Arrangement {
  /** Train first, then test, then others. */
  readonly sets: readonly (readonly [SetName, SortedFiles])[];
  /** Whether there is one set, which is to be split by the names of its images. */
  readonly isOne: boolean;
  /** Tables for all sets. */
  readonly shared: SortedFiles["tables"];
  /** Files in no set, since there are sets and these lie beside them. */
  readonly leftOut: SortedFiles["roles"];
}

const NONE: SortedFiles = { roles: [], tables: [] };

/**
 * Folders called after sets are the sets. Images beside `test` or `validation` are
 * the training set where no folder is called so; where only training images are
 * there, or no folder is called after a set, all are one set.
 */
export function arrangeSets(
  sorted: ReadonlyMap<SetName | undefined, SortedFiles>,
): Arrangement {
  const around = sorted.get(undefined) ?? NONE;
  const named = (["train", "test", "validation"] as const).filter((name) =>
    hasImages(sorted.get(name) ?? NONE)
  );
  const masksOnly = [...sorted].filter(([name, files]) =>
    name !== undefined && !hasImages(files)
  ).flatMap(([, { roles }]) => roles);
  if (named.length === 0) {
    const tables = [...sorted.values()].flatMap((one) => one.tables);
    const roles = [...around.roles, ...masksOnly];
    return { sets: [["train", { roles, tables }]], isOne: true, shared: [], leftOut: [] };
  }
  const trainsOnRest = named[0] !== "train";
  const train = trainsOnRest ? { roles: around.roles, tables: [] } : sorted.get("train")!;
  return {
    sets: [
      ["train", train],
      ...named.filter((name) => name !== "train")
        .map((name) => [name, sorted.get(name)!] as const),
    ],
    isOne: !trainsOnRest && named.length === 1,
    shared: around.tables,
    leftOut: [...(trainsOnRest ? [] : around.roles), ...masksOnly],
  };
}

/** Whether there is an image among the files. */
export function hasImages({ roles }: SortedFiles): boolean {
  return roles.some(({ role }) => role === "image");
}
