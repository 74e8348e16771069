import type { Solution } from "../solution.ts";
import type { Role } from "./roles.ts";

/** Where the nuclei of an image are told. */
export type Truth =
  /** One file: a plain mask or a label image, which its values tell. */
  | { readonly kind: "whole"; readonly name: string }
  /** One file a nucleus. */
  | { readonly kind: "nuclei"; readonly names: readonly string[] }
  | { readonly kind: "codes"; readonly solution: Solution; readonly table: string };

/**
 * Which of the masks that fit an image is taken: a label image before all others,
 * since it holds most; else the files of single nuclei; else the first by name.
 *
 * @param whole masks of the whole image, sorted by name
 * @param nuclei masks of single nuclei
 * @returns `rivals` names all, where it was not clear
 */
export function chooseMask(
  whole: readonly Role[],
  nuclei: readonly Role[],
): { truth?: Truth; rivals: readonly string[] } {
  const names = nuclei.map(({ name }) => name);
  const labels = whole.filter(({ isLabels }) => isLabels);
  const best = labels[0] ?? (names.length > 0 ? undefined : whole[0]);
  if (best === undefined && names.length === 0) return { rivals: [] };
  const candidates = labels.length > 0
    ? labels.map(({ name }) => name)
    : [...names.slice(0, 1), ...whole.map(({ name }) => name)];
  return {
    truth: best ? { kind: "whole", name: best.name } : { kind: "nuclei", names },
    rivals: candidates.length > 1 ? candidates : [],
  };
}
