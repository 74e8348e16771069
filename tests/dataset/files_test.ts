import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "#karyon";
import { openFiles, openPart } from "../../src/dataset/files.ts";
import { writeFiles } from "../support/contest_layout.ts";
import { withFolder } from "../support/temporary.ts";
import { zipOf } from "../support/zips.ts";

const CONTENT = { "b.txt": "b", "a/x.txt": "x", "a/c/y.txt": "y" };
const NAMES = ["a/c/y.txt", "a/x.txt", "b.txt"];

Deno.test("openFiles() lists a folder and a zip alike, sorted, and reads their files", () =>
  withFolder(async (folder) => {
    await writeFiles(`${folder}/set`, CONTENT);
    await writeFiles(folder, { "set.zip": await zipOf(CONTENT) });
    for (const path of [`${folder}/set`, `${folder}/set.zip`]) {
      const files = await openFiles(path);
      assertEquals([files.path, files.names], [path, NAMES]);
      assertEquals(new TextDecoder().decode(await files.read("a/x.txt")), "x");
      const error = await assertRejects(() => files.read("none.txt"), InputError);
      assertEquals(error.path!.startsWith(path), true, error.message);
      await files.close();
    }
  }));

Deno.test("openFiles() follows a link to a folder, but not one that leads back", () =>
  withFolder(async (folder) => {
    await writeFiles(folder, { "far/b.txt": "b", "set/a.txt": "a" });
    await Deno.symlink(`${folder}/far`, `${folder}/set/far`);
    await Deno.symlink(`${folder}/set`, `${folder}/set/again`);
    const { names } = await openFiles(`${folder}/set`);
    assertEquals(names.filter((name) => name.endsWith(".txt")), ["a.txt", "far/b.txt"]);
  }));

Deno.test("openFiles() refuses nothing, and a file that is no zip", () =>
  withFolder(async (folder) => {
    const open = (name: string) => () => openFiles(`${folder}/${name}`);
    await assertRejects(open("none"), InputError, "found nothing");
    await writeFiles(folder, { "a.png": "a" });
    await assertRejects(open("a.png"), InputError, "a.png: Expected a readable zip");
  }));

Deno.test("openPart() takes the folder where there are both, and says where there is none", () =>
  withFolder(async (folder) => {
    await writeFiles(folder, { "part/a.txt": "a", "part.zip": await zipOf(CONTENT) });
    assertEquals((await openPart(folder, "part"))!.names, ["a.txt"]);
    assertEquals(await openPart(folder, "other"), undefined);
    await assertRejects(
      () => openPart(`${folder}/part/a.txt`, "part"),
      InputError,
      "a file",
    );
  }));
