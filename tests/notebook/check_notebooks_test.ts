import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import {
  checkNotebooks,
  extractCells,
  parseNotebook,
  writeNotebook,
} from "../../src/notebook/mod.ts";
import { code, notebookOf, prose, withNotebook } from "./made_up.ts";

Deno.test("extractCells() makes one module whose lines lead back to cells", async () => {
  const notebook = notebookOf(
    prose("# T"),
    "const a = 1;\nconst b = 2;",
    "a + b;",
  );
  const { source, map } = await extractCells(notebook);
  const lines = source.split("\n");
  for (
    const [text, cell, line] of [["const b = 2;", 2, 2], [
      "a + b;",
      3,
      1,
    ]] as const
  ) {
    assertEquals(map(lines.indexOf(text) + 1), { cell, line });
  }
  assertEquals(map(1), undefined);
  assertEquals(map(lines.length), undefined);
});

Deno.test("extractCells() reads a notebook from its path", async () => {
  await withNotebook(["const a = 1;"], async (path) => {
    assertEquals(
      (await extractCells(path)).source.includes("const a = 1;"),
      true,
    );
  });
});

Deno.test("checkNotebooks() finds type errors at their cell and line, across notebooks", async () => {
  await withNotebook(
    ["const a = 1;\n\nexport const b: string = a;"],
    async (path) => {
      const other = path.replace("made_up", "other");
      await Deno.writeTextFile(
        path.replace("made_up.ipynb", "beside.ts"),
        "export const c = 5;",
      );
      await writeNotebook(
        other,
        notebookOf(
          prose("# T"),
          `import { c } from "./beside.ts";\nc.toFixed();`,
          "c.nope();\nawait 1;",
        ),
      );
      const problems = await checkNotebooks([path, other]);
      assertEquals(
        problems.map(({ path, cell, line }) => ({ path, cell, line })),
        [{ path, cell: 1, line: 3 }, { path: other, cell: 3, line: 1 }],
      );
      assertMatch(
        problems[0]!.message,
        /Type 'number' is not assignable to type 'string'/,
      );
      assertMatch(problems[1]!.message, /'nope' does not exist on type/);
      await assertRejects(
        () => Deno.stat(path.replace("made_up.ipynb", ".check")),
        Deno.errors.NotFound,
      );
    },
  );
});

Deno.test("checkNotebooks() finds nothing in sound notebooks that use the kernel", async () => {
  await withNotebook(
    [`const { display } = Deno.jupyter;`, `await display(1);`],
    async (path) => assertEquals(await checkNotebooks([path]), []),
  );
  assertEquals(await checkNotebooks([]), []);
});

Deno.test("checkNotebooks() reports an error that is in no cell by what was said", async () => {
  await withNotebook(["const a = ;"], async (path) => {
    const [problem] = await checkNotebooks([path]);
    assertEquals([problem?.cell, problem?.line], [1, 1]);
    assertMatch(problem!.message, /Expression expected/);
  });
});

Deno.test("checkNotebooks() reports outputs and execution counts that were kept", async () => {
  const kept = {
    ...code("1;"),
    outputs: [{ output_type: "stream", name: "stdout", text: ["a", "b"] }],
    execution_count: 4,
  };
  await withNotebook([prose("# T"), kept], async (path) => {
    assertEquals(await checkNotebooks([path]), [{
      path,
      cell: 2,
      message: "Expected a cell without results but found outputs and an execution count",
    }]);
  });
});

Deno.test("checkNotebooks() refuses what is no notebook", async () => {
  await assertRejects(
    () => checkNotebooks(["/nowhere/a.ipynb"]),
    InputError,
    "/nowhere/a.ipynb",
  );
});

Deno.test("writeNotebook() keeps what a notebook holds, text line by line", async () => {
  await withNotebook([], async (path) => {
    const notebook = parseNotebook({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "deno" } },
      cells: [{ ...code("a;\n\nb;\n"), id: "x" }, { ...prose(""), id: "y" }],
    });
    await writeNotebook(path, notebook);
    const file = JSON.parse(await Deno.readTextFile(path));
    assertEquals(file.cells[0].source, ["a;\n", "\n", "b;\n"]);
    assertEquals(file.cells[1].source, []);
    assertEquals(parseNotebook(file), notebook);
  });
});
