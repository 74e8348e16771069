import { extname } from "node:path";
import { imageExtensions } from "../../images/mod.ts";
import type { Files } from "../files.ts";
import { isSolution } from "../solution.ts";
import { type Role, roleOf } from "./roles.ts";
import { type SetName, setOf } from "./set_names.ts";

/** A table of run-length codes. */
export interface CodesTable {
  readonly name: string;
  readonly text: string;
}

/** The files of one set, or of all where no folder tells the set. */
export interface SortedFiles {
  readonly roles: Role[];
  readonly tables: CodesTable[];
}

/** What systems and Karyon itself leave beside images. */
const PASSED_OVER = /(?:^|\/)(?:\.|__MACOSX\/)|\.overlay\.png$|\.nuclei\.csv$/i;

/** Sorts the files of a folder or zip by set; what is no image and no table is left. */
export async function sortFiles(
  files: Files,
): Promise<Map<SetName | undefined, SortedFiles>> {
  const sorted = new Map<SetName | undefined, SortedFiles>();
  for (const name of files.names) {
    if (PASSED_OVER.test(name)) continue;
    const extension = extname(name).toLowerCase();
    const isTable = extension === ".csv";
    if (!isTable && !imageExtensions.includes(extension)) continue;
    const { set, path } = setOf(name);
    const place = sorted.getOrInsertComputed(set, () => ({ roles: [], tables: [] }));
    if (!isTable) place.roles.push(roleOf(path, name));
    else {
      const text = new TextDecoder().decode(await files.read(name));
      if (isSolution(text)) place.tables.push({ name, text });
    }
  }
  return sorted;
}
