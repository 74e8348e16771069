/** A folder of files that is there whole, or as it was before. */
import { dirname, join } from "node:path";
import { InputError } from "../../base/mod.ts";
import type { BuiltFile } from "./bundle.ts";

/** Files by which an earlier build is known. */
const MARKS = ["index.html", "sw.js", "worker.js"];

/** @throws {InputError} if a folder holds what no build of ours has written */
export async function expectReplaceable(out: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(out)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  if (names.length === 0 || MARKS.every((mark) => names.includes(mark))) return;
  throw new InputError(
    `Expected an empty folder or an earlier build but found ${names.sort()[0]}`,
    { path: out },
  );
}

/**
 * Writes files into a folder, in the place of an earlier build.
 *
 * @throws {InputError} if the folder holds something else
 */
export async function replaceFolder(
  out: string,
  files: readonly BuiltFile[],
): Promise<void> {
  await expectReplaceable(out);
  const beside = `${out.replace(/\/+$/, "")}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    for (const { path, bytes } of files) {
      const file = join(beside, path);
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeFile(file, bytes);
    }
    await Deno.remove(out, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await Deno.rename(beside, out);
  } catch (error) {
    await Deno.remove(beside, { recursive: true }).catch(() => {});
    throw error;
  }
}
