import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

Deno.test("the README names one Deno version, and no other file of the project repeats it", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", root));
  const versions = new Set(
    [...readme.matchAll(/deno@([\d.]+)/g)].map(([, version]) => version!),
  );
  assertEquals(versions.size, 1);
  const [version] = versions;
  for (const file of ["deno.json", "CONTRIBUTING.md", ".ci/run"]) {
    const text = await Deno.readTextFile(new URL(file, root));
    assert(!text.includes(`deno@${version}`), file);
  }
});

Deno.test("every task and every file that the README links to is there", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", root));
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root)));
  const named = [...readme.matchAll(/\bdeno task (\w+)/g)].map(([, task]) => task!);
  assert(named.length > 3);
  for (const task of named) assert(task in tasks, task);
  for (const [, link] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
    assert((await Deno.stat(new URL(link!, root))).isFile, link);
  }
});
