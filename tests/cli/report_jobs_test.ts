import { assert, assertEquals } from "@std/assert";
import { dataSeenFrom, reportJobs } from "../../src/cli/report_jobs.ts";
import { withFolder } from "../support/temporary.ts";

Deno.test("a report runs every notebook in its order, and solutions where they are asked for", async () => {
  const contents = { data: "/data/dsb2018", full: true };
  const plain = await reportJobs(contents);
  const names = plain.map(({ name }) => name);
  assertEquals(names, names.toSorted());
  assert(names.includes("03_training"));
  assertEquals(new Set(plain.map(({ group }) => group)), new Set([undefined]));
  const all = await reportJobs({ ...contents, solutions: true });
  assertEquals(all.map(({ name }) => name), [
    ...names,
    ...names.map((name) => `solutions/${name}`),
  ]);
  assertEquals(all.at(-1)?.group, "Solutions");
  const values = new Map<string, unknown>();
  for (const { name, parameters } of all) values.set(name, await parameters());
  // Each is told what it declares, and nothing else.
  assertEquals(values.get("00_start_here"), { quick: false });
  assertEquals(values.get("01_explore_data"), { data: "/data/dsb2018" });
  assertEquals(values.get("03_training"), { data: "/data/dsb2018", quick: false });
  assertEquals(values.get("solutions/05_quantization"), { data: "/data/dsb2018" });
});

Deno.test("a report names data as a person did, seen from the notebook", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/notebooks/solutions`, { recursive: true });
    await Deno.mkdir(`${folder}/data/dsb2018`, { recursive: true });
    const from = (notebook: string, data: string) =>
      dataSeenFrom(`${folder}/notebooks/${notebook}`, data);
    assertEquals(await from("a.ipynb", "synthetic"), "synthetic");
    assertEquals(await from("a.ipynb", "synthetic:24:7"), "synthetic:24:7");
    assertEquals(await from("a.ipynb", "/data/dsb2018"), "/data/dsb2018");
    const here = Deno.cwd();
    Deno.chdir(folder);
    try {
      assertEquals(await from("a.ipynb", "data/dsb2018"), "../data/dsb2018");
      assertEquals(
        await from("solutions/a.ipynb", "./data/dsb2018/"),
        "../../data/dsb2018",
      );
      assertEquals(await from("a.ipynb", "notebooks"), ".");
    } finally {
      Deno.chdir(here);
    }
  }));
