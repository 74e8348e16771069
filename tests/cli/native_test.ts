import { assertEquals, assertStringIncludes } from "@std/assert";
import { withVariables } from "../engine/native/library/with_variables.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { findLibrary } from "../../src/engine/native/library/mod.ts";

const here = findLibrary().library;

Deno.test({
  name: "karyon native --json names the library, its version and its checksum",
  ignore: here === undefined,
  fn: async () => {
    const found = await karyonJson("native");
    assertEquals(
      [found["path"], found["version"], found["isa"], found["origin"]],
      [here!.path, here!.version, here!.instructionSet, here!.origin],
    );
    assertEquals(Number(found["threads"]) > 0, true);
    if (here!.origin === "project") assertEquals(String(found["checksum"]).length, 64);
  },
});

Deno.test("karyon native says in one line that KARYON_ONEDNN is no library", () =>
  withFolder(async (folder) => {
    const path = `${folder}/libdnnl.so.3`;
    await Deno.writeTextFile(path, "text ".repeat(100));
    await withVariables({ KARYON_ONEDNN: path }, async () => {
      const { code, stdout, stderr } = await karyon("native", "--json");
      assertEquals([code, stdout], [1, ""]);
      assertStringIncludes(stderr, `karyon: KARYON_ONEDNN: ${path}: Expected a shared`);
      assertEquals(/^\s+at /m.test(stderr), false);
    });
  }));

Deno.test("karyon native --bring says what to install where it finds no wheel", () =>
  withFolder(async (folder) => {
    const { code, stdout, stderr } = await karyon("native", "--bring", "--from", folder);
    assertEquals([code, stdout], [1, ""]);
    assertStringIncludes(stderr, "conda install -c conda-forge onednn");
    assertEquals(findLibrary().library?.path, here?.path);
  }));
