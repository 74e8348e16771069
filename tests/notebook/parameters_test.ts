import { assert, assertEquals, assertRejects } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import { code, outputsOf, run, textOf } from "./made_up.ts";

const DECLARED = code(
  "const quick = true;\nlet sizes: number[] = [1];",
  "parameters",
);

Deno.test("parameters replace what the tagged cell declares, const and let", async () => {
  const { ok, notebook } = await run(
    [DECLARED, `console.log(quick, sizes);`],
    { parameters: { quick: false, sizes: [2, 3] } },
  );
  assert(ok);
  assertEquals(textOf(outputsOf(notebook)[2]), "false [ 2, 3 ]\n");
  const [, injected] = notebook.cells;
  assertEquals(injected?.metadata.tags, ["injected-parameters"]);
  assertEquals(
    injected?.source,
    "// Set for this run.\nconst quick = false;\nlet sizes = [2,3];",
  );
});

Deno.test("without parameters nothing is injected", async () => {
  const { notebook } = await run([DECLARED, `console.log(quick);`], {
    parameters: {},
  });
  assertEquals(notebook.cells.length, 2);
  assertEquals(textOf(outputsOf(notebook)[1]), "true\n");
});

Deno.test("a run's own parameters take the place of those of a run before", async () => {
  const old = code("const quick = 1;", "injected-parameters");
  const { notebook } = await run([DECLARED, old, `console.log(quick);`], {
    parameters: { quick: 2 },
  });
  assertEquals(notebook.cells.length, 3);
  assertEquals(textOf(outputsOf(notebook)[2]), "2\n");
});

Deno.test("a parameter that the notebook does not declare is refused with those it does", async () => {
  await assertRejects(
    () => run([DECLARED], { parameters: { quik: false } }),
    InputError,
    'declares (quick, sizes) but found "quik"',
  );
});

Deno.test("parameters for a notebook without a tagged cell, or no JSON, are refused", async () => {
  await assertRejects(
    () => run([`const quick = true;`], { parameters: { quick: false } }),
    InputError,
    'Expected a code cell tagged "parameters"',
  );
  await assertRejects(
    () => run([DECLARED], { parameters: { quick: () => 1 } }),
    InputError,
    'Expected parameter "quick" to be JSON but found function',
  );
});
