/** The files beside a page, from one report to the next. */
import { dirname, join } from "node:path";
import { readNotebook, reportFiles } from "../mod.ts";

/**
 * What an earlier report wrote beside its page, as its executed notebook tells.
 *
 * @param path the executed notebook; where there is none, nothing was written
 * @param folder seen from the reports' folder
 */
export async function writtenFiles(path: string, folder: string): Promise<string[]> {
  try {
    return reportFiles(await readNotebook(path), folder).map(({ path }) => path);
  } catch {
    // None there, or no notebook: then nobody can say whose the files are.
    return [];
  }
}

/**
 * Removes the files of an earlier report that the present one does not have, and
 * their folder where it is empty then. Other files are a person's own.
 */
export async function removeStale(
  out: string,
  before: readonly string[],
  now: readonly string[],
): Promise<void> {
  const stale = before.filter((path) => !now.includes(path));
  for (const path of stale) await Deno.remove(join(out, path)).catch(() => {});
  for (const folder of new Set(stale.map((path) => dirname(join(out, path))))) {
    // Fails where something is left in it.
    await Deno.remove(folder).catch(() => {});
  }
}
