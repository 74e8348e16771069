/** A folder of damaged and odd image files, with good ones beside them. */
import { join } from "node:path";
import { damagedFiles } from "./odd/damaged.ts";
import { foreignFiles } from "./odd/foreign.ts";
import { goodFiles } from "./odd/good.ts";
import type { OddFile } from "./odd/odd_file.ts";
import { refusedFiles } from "./odd/refused.ts";

export type { OddFile } from "./odd/odd_file.ts";

/**
 * Makes the files.
 *
 * @returns what should become of each, in the order of the names; without the few
 *   that the system cannot make, such as a locked file for an administrator
 */
export async function makeOddFiles(folder: string): Promise<OddFile[]> {
  const recipes = [
    ...foreignFiles,
    ...await damagedFiles(),
    ...refusedFiles,
    ...await goodFiles(),
  ];
  const made: OddFile[] = [];
  for (const { bytes, make, ...file } of recipes) {
    const path = join(folder, file.name);
    if (bytes) await Deno.writeFile(path, bytes, { createNew: true });
    else if (await make?.(path) === false) continue;
    made.push(file);
  }
  return made.sort((a, b) => a.name < b.name ? -1 : 1);
}
