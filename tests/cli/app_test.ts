import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { onChange } from "../../src/cli/on_change.ts";
import { karyon } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

Deno.test("karyon app build leaves a folder alone that holds something else", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/thesis.txt`, "years of work");
    const { code, stderr } = await karyon("app", "build", "--out", folder);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "Expected an empty folder or an earlier build");
    assertEquals(await Deno.readTextFile(`${folder}/thesis.txt`), "years of work");
  }));

Deno.test("karyon app serve wants a port", async () => {
  const { code, stderr } = await karyon("app", "serve", "--port", "-1");
  assertEquals(code, 2);
  assertMatch(stderr, /--port to be a whole number of at least 0/);
});

Deno.test("onChange() calls back once for files written together, until it is stopped", () =>
  withFolder(async (folder) => {
    const stop = new AbortController();
    let calls = 0;
    let heard = () => {};
    const first = new Promise<void>((resolve) => heard = resolve);
    const ended = onChange([folder], stop.signal, () => {
      calls++;
      heard();
      return Promise.resolve();
    });
    for (const name of ["a", "b", "c"]) await Deno.writeTextFile(`${folder}/${name}`, "");
    await first;
    stop.abort();
    await ended;
    assertEquals(calls, 1);
  }));
