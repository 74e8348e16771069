import { assertEquals, assertRejects } from "@std/assert";
import { hasCheckpoint } from "#karyon";
import { withFolder } from "../support/temporary.ts";

Deno.test("hasCheckpoint() counts whole epochs alone, of any number of digits", () =>
  withFolder(async (folder) => {
    assertEquals(await hasCheckpoint(`${folder}/missing`), false);
    for (const name of ["epoch-0001.part", "epoch-", "my-epoch-0001", "epochs"]) {
      await Deno.mkdir(`${folder}/${name}`);
      assertEquals(await hasCheckpoint(folder), false, name);
    }
    for (const name of ["epoch-0001", "epoch-12345"]) {
      await Deno.mkdir(`${folder}/${name}`);
      assertEquals(await hasCheckpoint(folder), true, name);
      await Deno.remove(`${folder}/${name}`);
    }
  }));

Deno.test("hasCheckpoint() throws where a file stands in place of the folder", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await assertRejects(() => hasCheckpoint(`${folder}/file`), Error);
  }));
