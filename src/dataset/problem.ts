/**
 * What can be wrong with an image, its masks, or a whole set.
 *
 * `duplicate` means the same pixels, in a set or across sets; `near-duplicate across
 * splits` the same look in two sets; `all foreground` and `all background` an image
 * without the other; `layout` files that are not arranged as expected.
 */
export type ProblemCode =
  | "unreadable"
  | "no mask"
  | "no image"
  | "ambiguous"
  | "size mismatch"
  | "empty mask"
  | "all foreground"
  | "all background"
  | "overlapping nuclei"
  | "mask values"
  | "duplicate"
  | "near-duplicate across splits"
  | "layout";

/** Something wrong, by file. */
export interface Problem {
  /** The set's name; empty where the whole data set is meant. */
  readonly set: string;
  /** The image's id; empty where a whole set is meant. */
  readonly id: string;
  readonly code: ProblemCode;
  /** An error makes the data set unusable as it is; a warning does not. */
  readonly severity: "error" | "warning";
  /** A sentence: what was expected and what was found. */
  readonly message: string;
  /** The file that is meant, where it is one. */
  readonly path?: string;
}
