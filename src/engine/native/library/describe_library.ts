import { isAbsolute } from "node:path";
import { checksumOf } from "./checksum.ts";
import type { Library } from "./find_library.ts";
import { openThreads } from "./threads.ts";
import { broughtChecksum } from "./wheel.ts";

/** A library in plain values, for a person or a script. */
export interface LibraryDescription {
  readonly path: string;
  readonly version: string;
  /** The instruction set that it uses here. */
  readonly isa: string;
  readonly threads: number;
  readonly origin: Library["origin"];
  /** SHA-256 of the file; null where only the system's loader knows the file. */
  readonly checksum: string | null;
  /** False where the project's copy has not the bytes that were brought. */
  readonly intact: boolean;
}

/**
 * Describes a library and checks that the project's copy has the known bytes.
 *
 * @throws {InputError} if a variable for the number of threads holds none
 *
 * @example
 * ```ts
 * import { describeLibrary, findLibrary } from "#karyon";
 * const { library } = findLibrary();
 * if (library && (await describeLibrary(library)).threads < 1) throw new Error();
 * ```
 */
export async function describeLibrary(library: Library): Promise<LibraryDescription> {
  const { path, version, origin, instructionSet: isa } = library;
  const isFile = isAbsolute(path) || /[/\\]/.test(path);
  const checksum = isFile ? await checksumOf(path) : null;
  return {
    path,
    version,
    isa,
    threads: openThreads(library).count,
    origin,
    checksum,
    intact: origin !== "project" || checksum === broughtChecksum,
  };
}
