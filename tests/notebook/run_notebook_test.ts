import {
  assert,
  assertEquals,
  assertGreater,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { InputError, version } from "../../src/base/mod.ts";
import { runNotebook } from "../../src/notebook/mod.ts";
import { outputsOf, prose, run, textOf } from "./made_up.ts";

Deno.test("runNotebook() files every output under its own cell", async () => {
  const cells = Array.from(
    { length: 12 },
    (_, i) => `console.log("a${i}"); console.error("b${i}"); console.log("c${i}");`,
  );
  const { ok, notebook, cells: count } = await run(cells);
  assert(ok);
  assertEquals(count, 12);
  assertEquals(
    outputsOf(notebook).map((outputs) =>
      outputs.map((output) =>
        output.output_type === "stream" ? [output.name, output.text] : output
      )
    ),
    cells.map((_, i) => [
      ["stdout", `a${i}\n`],
      ["stderr", `b${i}\n`],
      ["stdout", `c${i}\n`],
    ]),
  );
});

Deno.test("runNotebook() gives identical notebooks twice, apart from times", async () => {
  const cells = [
    prose("# Twice"),
    `import { progress, show } from "./src/notebook/mod.ts";
     await show([{ a: 1.5, b: "x" }]);`,
    `const bar = progress("Work");
     for (let i = 1; i <= 3; i++) { bar.update(i, 3); await new Promise((r) => setTimeout(r, 20)); }
     await bar.done();`,
    `console.log(1); 6 * 7`,
  ];
  const [first, second] = [await run(cells), await run(cells)];
  assert(first.ok && second.ok);
  assertEquals(
    JSON.stringify({ ...first.notebook, metadata: {} }),
    JSON.stringify({ ...second.notebook, metadata: {} }),
  );
  assertEquals(outputsOf(first.notebook).map((outputs) => outputs.length), [
    1,
    1,
    2,
  ]);
});

Deno.test("runNotebook() collects 3 MB of text and of displays whole", async () => {
  const { ok, notebook } = await run([
    `for (let i = 0; i < 3; i++) console.log(String(i).repeat(1_000_000));
     await Deno.jupyter.broadcast("display_data", {
       data: { "text/plain": "d".repeat(3_000_000) }, metadata: {}, transient: {},
     });`,
    `console.log("next");`,
  ]);
  assert(ok);
  const [big, next] = outputsOf(notebook);
  assertEquals(textOf(big).length, 3_000_003);
  const shown = big?.find((output) => output.output_type === "display_data");
  assertEquals((shown?.data["text/plain"] as string).length, 3_000_000);
  assertEquals(textOf(next), "next\n");
});

Deno.test("runNotebook() keeps the last state of a display that is updated", async () => {
  const { notebook } = await run([
    `const show = (type, text) => Deno.jupyter.broadcast(type, {
       data: { "text/plain": text }, metadata: {}, transient: { display_id: "x" },
     });
     await show("display_data", "old");`,
    `await show("update_display_data", "new"); console.log("updated");`,
    `console.log("gone"); await new Promise((resolve) => setTimeout(resolve, 30));
    await Deno.jupyter.broadcast("clear_output", { wait: true });
     console.log("kept");`,
  ]);
  const [first, second, third] = outputsOf(notebook);
  assertEquals(
    first?.map((output) => "data" in output && output.data["text/plain"]),
    [
      "new",
    ],
  );
  assertEquals(textOf(second), "updated\n");
  assertEquals(second?.length, 1);
  assertEquals(textOf(third), "kept\n");
});

Deno.test("runNotebook() counts the cells that ran, keeps results and says what ran them", async () => {
  const seen: [number, number][] = [];
  const { notebook, ok, seconds } = await run(["const a = 2;", "", "a + 1"], {
    onProgress: (done, total) => seen.push([done, total]),
  });
  assert(ok);
  assertGreater(seconds, 0);
  assertEquals(seen, [[1, 3], [3, 3]]);
  const [, , last] = notebook.cells;
  assert(last?.cell_type === "code");
  assertEquals(last.execution_count, 2);
  assertEquals(last.outputs.map((output) => output.output_type), [
    "execute_result",
  ]);
  const { run: facts } = notebook.metadata["karyon"] as {
    run: { versions: object };
  };
  assertEquals(facts.versions, { karyon: version, ...Deno.version });
});

Deno.test("runNotebook() gives the kernel its environment and folder, and no colours", async () => {
  const { notebook } = await run(
    [
      `console.log(Deno.env.get("NO_COLOR"), Deno.env.get("FRUIT"), { n: 1 });
     console.log(Deno.cwd());`,
    ],
    { env: { FRUIT: "pear" }, cwd: "/" },
  );
  assertEquals(textOf(outputsOf(notebook)[0]), "1 pear { n: 1 }\n/\n");
});

Deno.test("runNotebook() leaves no kernel and no connection file behind", async () => {
  const folder = await Deno.makeTempDir();
  const temporary = Deno.env.get("TMPDIR");
  Deno.env.set("TMPDIR", folder);
  try {
    for (const end of ["", "throw new Error();", "Deno.exit();"]) {
      const { notebook } = await run([`console.log(Deno.pid);`, end]);
      const pid = Number(textOf(outputsOf(notebook)[0]));
      assertGreater(pid, 0);
      assertThrows(() => Deno.kill(pid, "SIGCONT"), Deno.errors.NotFound);
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  } finally {
    if (temporary === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", temporary);
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("runNotebook() names a file that is missing or no notebook", async () => {
  const folder = await Deno.makeTempDir();
  for (
    const [text, message] of [
      [undefined, "Expected a notebook but found no file"],
      ["a,b", "Expected a notebook (JSON) but found"],
      [
        '{"nbformat":3}',
        "Expected a notebook of nbformat 4 but found nbformat 3",
      ],
      [
        '{"nbformat":4,"cells":[{}]}',
        "Expected cell 1 to be code, markdown or raw",
      ],
    ] as const
  ) {
    const path = `${folder}/broken.ipynb`;
    if (text !== undefined) await Deno.writeTextFile(path, text);
    await assertRejects(
      () => runNotebook(path),
      InputError,
      `${path}: ${message}`,
    );
  }
  await Deno.remove(folder, { recursive: true });
});
