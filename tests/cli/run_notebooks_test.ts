import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  InputError,
  type Notebook,
  parseNotebook,
  readResults,
  writeNotebook,
} from "#karyon";
import { runNotebooks } from "../../src/cli/run_notebooks.ts";
import { shareThreads } from "../../src/cli/run_threads.ts";
import { withFolder } from "../support/temporary.ts";

/** A job whose notebook has one cell. */
async function jobOf(folder: string, name: string, source: string) {
  const path = `${folder}/${name}.ipynb`;
  const cell = { cell_type: "code", id: "a", metadata: {}, source };
  await writeNotebook(path, parseNotebook({ nbformat: 4, metadata: {}, cells: [cell] }));
  return { path, name, parameters: () => Promise.resolve({}) };
}

const said = (notebook: Notebook): string =>
  notebook.cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .map((output) => output.output_type === "stream" ? output.text.trim() : "")
    .join();

/** Says that it is there, then waits until the others are, or for `seconds`. */
const meet = (folder: string, name: string, others: string[]) => `
await Deno.writeTextFile(${JSON.stringify(`${folder}/${name}.here`)}, "");
for (const other of ${JSON.stringify(others.map((o) => `${folder}/${o}.here`))}) {
  for (let i = 0; ; i++) {
    if (i > 1000) throw new Error("alone");
    if (await Deno.stat(other).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
console.log(Deno.env.get("KARYON_THREADS"));`;

Deno.test("notebooks run at once, share the processors, and come out in their order", () =>
  withFolder(async (folder) => {
    // The first waits for the last, so it cannot end before that has.
    const jobs = [
      await jobOf(folder, "first", meet(folder, "first", ["last"])),
      await jobOf(folder, "second", 'throw new Error("no");'),
      await jobOf(folder, "last", meet(folder, "last", ["first"])),
    ];
    const out = `${folder}/out`;
    const results = await runNotebooks(jobs, { atOnce: 2, out });
    assertEquals(results.map(({ job }) => job.name), ["first", "second", "last"]);
    assertEquals(results.map(({ result }) => result.ok), [true, false, true]);
    const [first, , last] = results.map(({ result }) => said(result.notebook));
    assertEquals(first, last);
    assert(Number(first) >= 1);
    const { notebooks } = await readResults(out);
    assertEquals(notebooks.map(({ name }) => name), ["first", "second", "last"]);
    const page = await Deno.readTextFile(`${out}/second.html`);
    assertStringIncludes(page, 'href="first.html"');
    assertStringIncludes(page, 'href="last.html"');
  }));

Deno.test("a signal stops all that run and begins no other; the results are kept", () =>
  withFolder(async (folder) => {
    const forever = "await new Promise(() => setInterval(() => {}, 1000));";
    const jobs = [
      await jobOf(folder, "a", `await Deno.writeTextFile("a.here", ""); ${forever}`),
      await jobOf(folder, "b", `await Deno.writeTextFile("b.here", ""); ${forever}`),
      await jobOf(folder, "c", "1;"),
    ];
    const controller = new AbortController();
    const running = runNotebooks(jobs, {
      atOnce: 2,
      out: `${folder}/out`,
      signal: controller.signal,
    });
    for (const name of ["a", "b"]) {
      while (!await Deno.stat(`${folder}/${name}.here`).catch(() => undefined)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    controller.abort();
    const results = await running;
    assertEquals(results.map(({ job }) => job.name), ["a", "b"]);
    assertEquals(results.map(({ result }) => result.error?.name), [
      ...["AbortError", "AbortError"],
    ]);
    const { notebooks } = await readResults(`${folder}/out`);
    assertEquals(notebooks.map(({ name, ok }) => [name, ok]), [["a", false], [
      "b",
      false,
    ]]);
  }));

Deno.test("results that cannot be written end the run with the reason", () =>
  withFolder(async (folder) => {
    const jobs = [await jobOf(folder, "a", "1;")];
    await Deno.writeTextFile(`${folder}/file`, "");
    await assertRejects(() => runNotebooks(jobs, { out: `${folder}/file/below` }));
    await assertRejects(
      () => runNotebooks(jobs, { out: folder }),
      InputError,
      "the result would overwrite it",
    );
  }));

Deno.test("kernels share the processors unless a person has chosen", () => {
  const none = new Map<string, string>();
  assertEquals(shareThreads(2, none, 2), { KARYON_THREADS: "1" });
  assertEquals(shareThreads(2, none, 9), { KARYON_THREADS: "4" });
  assertEquals(shareThreads(4, none, 2), { KARYON_THREADS: "1" });
  assertEquals(shareThreads(1, none, 8), {});
  for (const name of ["KARYON_THREADS", "OMP_NUM_THREADS"]) {
    assertEquals(shareThreads(2, new Map([[name, "3"]]), 8), {});
  }
});
