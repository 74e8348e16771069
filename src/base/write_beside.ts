/** Writing so that a reader sees either the old or the whole new file. */

/**
 * Writes a file beside its place and renames it, so that a crash, a full disk
 * or a killed process never leaves half a file under the final name.
 *
 * @param path where the file goes; its folder is made if it is not there
 * @param content text (written as UTF-8) or bytes
 *
 * @example
 * ```ts
 * import { writeBeside } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * await writeBeside(`${folder}/deep/a.txt`, "whole");
 * if (await Deno.readTextFile(`${folder}/deep/a.txt`) !== "whole") throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeBeside(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const slash = path.lastIndexOf("/");
  if (slash > 0) await Deno.mkdir(path.slice(0, slash), { recursive: true });
  const beside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    if (typeof content === "string") await Deno.writeTextFile(beside, content);
    else await Deno.writeFile(beside, content);
    await Deno.rename(beside, path);
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    throw error;
  }
}
