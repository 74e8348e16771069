import { InputError } from "../../../base/mod.ts";
import {
  type Candidate,
  libraryName,
  listCandidates,
  type Origin,
} from "./candidates.ts";
import { inspectLibrary, type LibraryFacts } from "./inspect_library.ts";

/** A oneDNN that opens here and has the right version. */
export interface Library extends LibraryFacts {
  /** Its file, or the bare name by which the system's loader finds it. */
  readonly path: string;
  readonly origin: Origin;
}

/** What came of a search. */
export interface Search {
  /** The first that can be used. */
  readonly library: Library | undefined;
  /** Why each that was there before it cannot; empty where none was there. */
  readonly reasons: readonly string[];
}

/** Nothing to tell: the loader just does not know the name. */
const isAbsent = ({ path }: Candidate, error: InputError) =>
  path === libraryName && error.message.includes("found no file");

/**
 * Looks for a oneDNN of version 3: the file that the environment variable
 * `KARYON_ONEDNN` names and no other; else the project's folder
 * `.cache/onednn`, the system, and the active conda environment.
 *
 * @throws {InputError} if `KARYON_ONEDNN` names what cannot be used
 *
 * @example
 * ```ts
 * import { findLibrary } from "#karyon";
 * const { library, reasons } = findLibrary();
 * if (library && !library.version.startsWith("3.")) throw new Error(reasons.join());
 * ```
 */
export function findLibrary(): Search {
  const reasons = new Set<string>();
  for (const candidate of listCandidates()) {
    try {
      const library = { ...candidate, ...inspectLibrary(candidate.path) };
      return { library, reasons: [...reasons] };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (candidate.origin === "KARYON_ONEDNN") {
        throw new InputError(`KARYON_ONEDNN: ${error.message}`, { cause: error });
      }
      if (!isAbsent(candidate, error)) reasons.add(error.message);
    }
  }
  return { library: undefined, reasons: [...reasons] };
}
