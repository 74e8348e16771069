import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { stampFiles } from "../../src/dataset/file_stamps.ts";
import { withFolder } from "../support/temporary.ts";

/** Two files, one of them deeper, both of the year 2001. */
async function writeFiles(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/deep`, { recursive: true });
  for (const path of [`${folder}/a.png`, `${folder}/deep/b.png`]) {
    await Deno.writeTextFile(path, "1234");
    await Deno.utime(path, 1e9, 1e9);
  }
}

Deno.test("stamps stay while the files do", () =>
  withFolder(async (folder) => {
    await writeFiles(folder);
    const stamp = stampFiles(folder);
    await Deno.readTextFile(`${folder}/a.png`);
    assertEquals(stampFiles(folder), stamp);
  }));

Deno.test("stamps tell of files that are written, touched, renamed, added or removed", () =>
  withFolder(async (folder) => {
    await writeFiles(folder);
    const stamps = [stampFiles(folder)];
    const changes = [
      () => Deno.utime(`${folder}/deep/b.png`, 1e9, 1e9 + 1),
      () => Deno.writeTextFile(`${folder}/a.png`, "12345"),
      () => Deno.rename(`${folder}/a.png`, `${folder}/c.png`),
      () => Deno.writeTextFile(`${folder}/deep/d.png`, ""),
      () => Deno.remove(`${folder}/deep/b.png`),
    ];
    for (const change of changes) {
      await change();
      stamps.push(stampFiles(folder));
    }
    assertEquals(new Set(stamps).size, changes.length + 1);
  }));

Deno.test("a single file has a stamp, and a missing one none", () =>
  withFolder(async (folder) => {
    await writeFiles(folder);
    assertNotEquals(stampFiles(`${folder}/a.png`), stampFiles(folder));
    assertThrows(() => stampFiles(`${folder}/nothing`), Deno.errors.NotFound);
  }));

Deno.test("links are followed to files and folders, not round in circles or to nowhere", () =>
  withFolder(async (folder) => {
    await writeFiles(`${folder}/data`);
    await Deno.mkdir(`${folder}/other`);
    await Deno.writeTextFile(`${folder}/other/c.png`, "1");
    const without = stampFiles(`${folder}/data`);
    await Deno.symlink(`${folder}/data`, `${folder}/data/circle`);
    await Deno.symlink(`${folder}/nothing`, `${folder}/data/nowhere`);
    assertEquals(stampFiles(`${folder}/data`), without);
    await Deno.symlink(`${folder}/other`, `${folder}/data/linked`);
    const linked = stampFiles(`${folder}/data`);
    assertNotEquals(linked, without);
    await Deno.writeTextFile(`${folder}/other/c.png`, "12");
    assertNotEquals(stampFiles(`${folder}/data`), linked);
    await Deno.symlink(`${folder}/other/c.png`, `${folder}/data/c.png`);
    assertEquals(stampFiles(`${folder}/other/c.png`), stampFiles(`${folder}/data/c.png`));
  }));
