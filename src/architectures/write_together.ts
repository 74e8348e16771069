/**
 * Writes several files of one folder so that none is replaced before all are written: a
 * full disk leaves the old ones as they were.
 *
 * @param contents text (written as UTF-8) or bytes by file name; the last is renamed last
 */
export async function writeTogether(
  folder: string,
  contents: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const mark = crypto.randomUUID().slice(0, 8);
  const besideOf = (name: string) => `${folder}/${name}.${mark}.part`;
  const names = Object.keys(contents);
  try {
    for (const name of names) {
      const content = contents[name]!;
      if (typeof content === "string") await Deno.writeTextFile(besideOf(name), content);
      else await Deno.writeFile(besideOf(name), content);
    }
    for (const name of names) await Deno.rename(besideOf(name), `${folder}/${name}`);
  } catch (error) {
    await Promise.all(
      names.map((name) => Deno.remove(besideOf(name)).catch(() => {})),
    );
    throw error;
  }
}
