import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** Where a library came from. */
export type Origin = "KARYON_ONEDNN" | "project" | "system" | "conda";

/** A place that may hold oneDNN. */
export interface Candidate {
  /** A file, or a bare name that the system's loader looks for. */
  readonly path: string;
  readonly origin: Origin;
}

/** How one operating system names oneDNN, and where packages put it. */
interface Habits {
  /** Its name in the project's folder and to the loader. */
  readonly name: string;
  /** Files that are oneDNN as well, such as "libdnnl.so.3.6". */
  readonly alike: RegExp;
  /** Folders beside those that the loader searches by itself. */
  readonly folders: readonly string[];
  /** Where conda puts libraries in an environment. */
  readonly conda: string;
}

const LINUX: Habits = {
  name: "libdnnl.so.3",
  alike: /^libdnnl\.so(\.3(\.\d+)*)?$/,
  folders: [
    "/usr/local/lib",
    `/usr/lib/${Deno.build.arch}-linux-gnu`,
    "/usr/lib64",
    "/usr/lib",
  ],
  conda: "lib",
};

const OTHERS: Partial<Record<typeof Deno.build.os, Habits>> = {
  darwin: {
    name: "libdnnl.3.dylib",
    alike: /^libdnnl(\.3(\.\d+)*)?\.dylib$/,
    folders: ["/opt/homebrew/lib", "/usr/local/lib"],
    conda: "lib",
  },
  windows: {
    name: "dnnl.dll",
    alike: /^dnnl\.dll$/,
    folders: [],
    conda: join("Library", "bin"),
  },
};

const habits = OTHERS[Deno.build.os] ?? LINUX;

/** What the library is called here, such as "libdnnl.so.3". */
export const libraryName = habits.name;

/**
 * The folder of this project that a library is brought to; undefined where the
 * project was not loaded from files.
 */
export function projectFolder(): string | undefined {
  const url = new URL("../../../../.cache/onednn", import.meta.url);
  return url.protocol === "file:" ? fileURLToPath(url) : undefined;
}

/** The file in a folder that looks most like oneDNN 3, if any. */
function* lookInto(folder: string | undefined): Generator<string> {
  if (!folder) return;
  try {
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    // "libdnnl.so" alone may be any version; the longest name says the most.
    const best = names.filter((name) => habits.alike.test(name))
      .sort((a, b) =>
        Number(b === libraryName) - Number(a === libraryName) ||
        b.length - a.length
      )[0];
    if (best) yield join(folder, best);
  } catch {
    // Most of the folders are not there on most machines.
  }
}

/** All places that may hold oneDNN here, the one to prefer first. */
export function* listCandidates(): Generator<Candidate> {
  const given = Deno.env.get("KARYON_ONEDNN");
  if (given) {
    yield { path: given, origin: "KARYON_ONEDNN" };
    return;
  }
  for (const path of lookInto(projectFolder())) yield { path, origin: "project" };
  const first = Deno.env.get("LD_LIBRARY_PATH")?.split(":") ?? [];
  // Whole paths before the loader's name: they tell which file it was.
  for (const folder of [...first, ...habits.folders]) {
    for (const path of lookInto(folder)) yield { path, origin: "system" };
  }
  yield { path: libraryName, origin: "system" };
  const conda = Deno.env.get("CONDA_PREFIX");
  for (const path of lookInto(conda && join(conda, habits.conda))) {
    yield { path, origin: "conda" };
  }
}
