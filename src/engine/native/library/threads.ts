import { availableParallelism } from "node:os";
import { InputError } from "../../../base/mod.ts";
import type { Library } from "./find_library.ts";
import { openLibrary } from "./open_library.ts";

/** How many threads a library computes with. */
export interface Threads {
  /** Now. */
  readonly count: number;
  /**
   * Changes it for all that the calling thread computes; a Worker has a number
   * of its own.
   *
   * @throws {InputError} if this library takes no number, or it is not whole
   */
  set(count: number): void;
  /** Why it cannot be changed, where it cannot. */
  readonly fixed: string | undefined;
}

/** The number that was asked for, from the first variable that is set. */
function wantedThreads(): number | undefined {
  for (const name of ["KARYON_THREADS", "OMP_NUM_THREADS"]) {
    const text = Deno.env.get(name);
    // OpenMP takes a list, one number a level of nesting: the first counts.
    if (text) return expectCount(Number(text.split(",")[0]), name);
  }
  return undefined;
}

function expectCount(count: number, name: string): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InputError(
      `Expected ${name} to be a whole number of at least 1 but found ${count}`,
    );
  }
  return count;
}

/** Opens the functions that set the number of threads, for as long as we run. */
function openMp({ path }: Library) {
  // A symbol is looked for in what the library itself needs too, so this is the
  // very OpenMP that computes, whether GNU's, LLVM's or Intel's.
  return openLibrary(path, {
    omp_set_num_threads: { parameters: ["i32"], result: "void" },
    omp_get_max_threads: { parameters: [], result: "i32" },
  }).symbols;
}

/**
 * Sets how many threads a library computes with: `KARYON_THREADS`, else
 * `OMP_NUM_THREADS`, else as many as this process has processors.
 *
 * @throws {InputError} if a variable holds no whole number of at least 1
 */
export function openThreads(library: Library): Threads {
  const wanted = wantedThreads();
  if (library.runtime !== "OpenMP") return fixedThreads(library.runtime);
  let symbols: ReturnType<typeof openMp>;
  try {
    symbols = openMp(library);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return fixedThreads("OpenMP", ": omp_set_num_threads() is not within its reach");
  }
  const set = (count: number) =>
    symbols.omp_set_num_threads(expectCount(count, "the number of threads"));
  set(wanted ?? availableParallelism());
  return {
    get count() {
      return symbols.omp_get_max_threads();
    },
    set,
    fixed: undefined,
  };
}

function fixedThreads(runtime: Library["runtime"], because = ""): Threads {
  const fixed =
    `this oneDNN computes with ${runtime}, whose threads cannot be set${because}`;
  return {
    count: runtime === "sequential" ? 1 : availableParallelism(),
    set: () => {
      throw new InputError(fixed);
    },
    fixed,
  };
}
