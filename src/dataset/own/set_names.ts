import { tellsRole } from "./roles.ts";

/** The sets that folders are called after. */
export type SetName = "train" | "test" | "validation";

const SETS: readonly [SetName, string][] = [
  ["train", "train|training"],
  ["test", "test|testing"],
  ["validation", "validation|valid|val|dev"],
];

/**
 * Which set a path belongs to, by the outermost folder that is called after one,
 * as in `train/masks/a.png`, `masks/train/a.png` and `train_masks/a.png`.
 *
 * @returns the path without what tells the set; `set` is undefined where none does
 */
export function setOf(path: string): { set: SetName | undefined; path: string } {
  const folders = path.split("/");
  const file = folders.pop()!;
  for (const [i, folder] of folders.entries()) {
    for (const [set, words] of SETS) {
      const rest = restOf(folder, words);
      if (rest === undefined) continue;
      const kept = [...folders.slice(0, i), rest, ...folders.slice(i + 1), file];
      return { set, path: kept.filter((part) => part !== "").join("/") };
    }
  }
  return { set: undefined, path };
}

/** What a folder's name tells beside the set: nothing, or a role such as masks. */
function restOf(folder: string, words: string): string | undefined {
  const found = folder.match(
    new RegExp(`^(?:(?:${words})(?:[-_ ](.+))?|(.+)[-_ ](?:${words}))$`, "i"),
  );
  if (!found) return undefined;
  const rest = found[1] ?? found[2] ?? "";
  return rest === "" || tellsRole(rest) ? rest : undefined;
}
