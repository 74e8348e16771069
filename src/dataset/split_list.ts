import { InputError } from "../base/mod.ts";
import type { Dataset } from "./dataset.ts";

/**
 * A split as it is written down: which images of a training set train, which
 * validate, and which do neither. `karyon split` makes one.
 */
export interface SplitList {
  /** The data set's name, and the SHA-256 of its content. */
  readonly data: string;
  readonly checksum: string;
  readonly seed: number;
  readonly excluded: readonly { readonly id: string; readonly reason: string }[];
  readonly train: readonly string[];
  readonly validation: readonly string[];
}

/**
 * Parses what `karyon split` has written.
 *
 * @param path for messages
 * @throws {InputError} if it is not laid out like that
 *
 * @example
 * ```ts
 * import { parseSplitList } from "#karyon";
 * const list = parseSplitList(`{"train": ["a", "b"], "validation": ["c"]}`, "list.json");
 * if (list.validation[0] !== "c" || list.excluded.length > 0) throw new Error();
 * ```
 */
export function parseSplitList(text: string, path: string): SplitList {
  let list: Partial<SplitList>;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw new InputError("Expected JSON but could not parse it", { path, cause });
  }
  for (const key of ["train", "validation"] as const) {
    const ids: unknown = list?.[key];
    if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string")) {
      throw new InputError(`Expected a list of ids "${key}" but found ${typeof ids}`, {
        path,
      });
    }
  }
  const { data = "", checksum = "", seed = 0, excluded = [] } = list;
  return {
    data,
    checksum,
    seed,
    excluded,
    train: list.train!,
    validation: list.validation!,
  };
}

/**
 * Checks that a list names every image of the training set once, and no other.
 *
 * @throws {InputError} with the first ids that do not fit
 */
export function expectListFits(list: SplitList, { name, train }: Dataset): void {
  const listed = [
    ...list.train,
    ...list.validation,
    ...list.excluded.map(({ id }) => id),
  ];
  const refuse = (ids: readonly string[], what: string) => {
    if (ids.length === 0) return;
    const shown = ids.slice(0, 3).join(", ") + (ids.length > 3 ? ", ..." : "");
    throw new InputError(
      `Expected the split's list to name each training image of ${name} once but found ` +
        `${ids.length} ${what}: ${shown}`,
    );
  };
  const known = new Set(train.ids), once = new Set(listed);
  refuse(listed.filter((id, i) => listed.indexOf(id) !== i), "named twice");
  refuse(listed.filter((id) => !known.has(id)), "that the set does not have");
  refuse(train.ids.filter((id) => !once.has(id)), "that the list does not name");
}
