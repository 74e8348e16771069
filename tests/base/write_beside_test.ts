import { assertEquals, assertRejects } from "@std/assert";
import { writeBeside } from "#karyon";
import { withFolder } from "../support/temporary.ts";

Deno.test("writeBeside() replaces a file and leaves nothing else behind", () =>
  withFolder(async (folder) => {
    await writeBeside(`${folder}/a/b.txt`, "old");
    await writeBeside(`${folder}/a/b.txt`, new TextEncoder().encode("new"));
    assertEquals(await Deno.readTextFile(`${folder}/a/b.txt`), "new");
    assertEquals([...Deno.readDirSync(`${folder}/a`)].map(({ name }) => name), ["b.txt"]);
  }));

Deno.test("writeBeside() keeps what was there when it fails", () =>
  withFolder(async (folder) => {
    // A folder cannot be replaced by a file.
    await writeBeside(`${folder}/a/b.txt`, "kept");
    await assertRejects(() => writeBeside(`${folder}/a`, "lost"));
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["a"]);
    assertEquals(await Deno.readTextFile(`${folder}/a/b.txt`), "kept");
  }));
