import { writeBytes } from "./write_numbers.ts";

/** What is at work, as far as it is known. */
export interface Work {
  readonly fetching?:
    | { readonly model: string; readonly bytes: number; readonly total: number }
    | undefined;
  /** Tiles of the image that the network looks at; `total` is 0 before the first. */
  readonly progress?: { readonly done: number; readonly total: number } | undefined;
  /** Whether a file is being read. */
  readonly reads: boolean;
  /** Whether the engine has started. */
  readonly started: boolean;
}

/** Words for what is at work, and how far it is where that can be said. */
export interface WorkWords {
  readonly words: string;
  readonly share?: { readonly done: number; readonly total: number };
}

/** The step that a person waits for. */
export function wordWork({ fetching, progress, reads, started }: Work): WorkWords {
  if (fetching !== undefined) {
    const { model, bytes: done, total } = fetching;
    if (done === total) return { words: "Preparing the model" };
    const words = `Fetching ${model}: ${writeBytes(done)} of ${writeBytes(total)}`;
    return { words, share: { done, total } };
  }
  if (progress !== undefined) {
    const { done, total } = progress;
    if (total > 0 && done === total) return { words: "Telling nuclei apart" };
    // One tile says nothing until it is done.
    return { words: "Finding nuclei", ...(total > 1 ? { share: { done, total } } : {}) };
  }
  return { words: reads ? "Reading" : started ? "Preparing" : "Starting" };
}
