import { assert, assertEquals, assertMatch } from "@std/assert";
import type { RunError } from "../../src/notebook/mod.ts";
import { outputsOf, prose, run, textOf } from "./made_up.ts";

type Expected = Partial<RunError>;

/** Runs cells that fail, and checks the error, its output and the stop. */
async function fails(
  cells: (string | object)[],
  expected: Expected,
  options: Parameters<typeof run>[1] = {},
) {
  const result = await run([...cells, `console.log("ran on");`], options);
  assertEquals(result.ok, false);
  const { error, notebook } = result;
  const found = Object.fromEntries(
    Object.keys(expected).map((key) => [key, error?.[key as keyof RunError]]),
  );
  assertEquals<unknown>(found, expected);
  const failed = notebook.cells[error!.cell - 1];
  assert(failed?.cell_type === "code");
  const output = failed.outputs.at(-1);
  assert(output?.output_type === "error");
  assertEquals(output.ename, error!.name);
  assertEquals(textOf(outputsOf(notebook).at(-1)), "");
  return { ...result, traceback: output.traceback.join("\n") };
}

Deno.test("a thrown error is told with its cell, line and source", async () => {
  const thrower = `// Types and empty lines vanish in what the kernel runs.

interface A {
  x: number;
}

function fail(a: A): never {

  throw new RangeError("Expected less than " + a.x);
}
console.log("shown before");`;
  const { traceback, notebook, cells } = await fails(
    [prose("# Text"), thrower, `\n\n\nfail({\n  x: 3,\n});`],
    {
      cell: 3,
      line: 4,
      source: "fail({",
      name: "RangeError",
      message: "Expected less than 3",
    },
  );
  assertEquals(cells, 2);
  assertEquals(textOf(outputsOf(notebook)[0]), "shown before\n");
  assertMatch(traceback, /at fail \(cell 2, line 9\)\n.*at cell 3, line 4/);
});

Deno.test("an error inside a function of the failing cell is told where it is thrown", async () => {
  await fails([`type T = 1;\n\nconst f = () => {\n\n  null!.x;\n};\nf();`], {
    cell: 1,
    line: 5,
    name: "TypeError",
  });
});

Deno.test("a syntax error, which the kernel keeps to itself, is found and told", async () => {
  await fails([`const a = 1;`, `\nconst b = ;\n`], {
    cell: 2,
    line: 2,
    source: "const b = ;",
    name: "SyntaxError",
    message: "Expression expected",
  });
  await fails([`let a = 1;\nlet a = 2;`], {
    cell: 1,
    line: 2,
    source: "let a = 2;",
    name: "SyntaxError",
    message: "Identifier 'a' has already been declared.",
  });
});

Deno.test("an import that is not there is an error of its cell", async () => {
  const { error } = await fails([`\nimport { x } from "./not_there.ts";`], {
    cell: 1,
    line: 2,
    name: "TypeError",
  });
  assertMatch(error!.message, /Module not found/);
});

Deno.test("a rejection that nobody handles stops the run", async () => {
  await fails([
    `console.log(1);

void (async () => {
  await 1;
  throw new TypeError("lost");
})();`,
  ], { cell: 1, line: 5, name: "TypeError", message: "lost" });
});

Deno.test("an error in a timer stops the run, in the cell that set the timer", async () => {
  await fails(
    [
      `console.log(1);\n\nsetTimeout(() => {\n  throw new Error("tick");\n}, 60); 1`,
      `await new Promise((resolve) => setTimeout(resolve, 60_000));`,
    ],
    { cell: 1, line: 4, name: "Error", message: "tick" },
    { timeoutSeconds: 50 },
  );
});

Deno.test("a thrown value that is no error is told by its words", async () => {
  await fails([`throw "words";`], { cell: 1, name: "Error", message: "words" });
  await fails([`void Promise.reject({ code: 5 });`], {
    cell: 1,
    name: "Error",
    message: "{ code: 5 }",
  });
});

Deno.test("a cell that ends the kernel is told with the exit code", async () => {
  await fails([`Deno.exit(3);`], {
    cell: 1,
    name: "KernelError",
    message: "The kernel ended (exit code 3)",
  });
});

Deno.test("a kernel that runs out of memory is told so", async () => {
  await fails([
    `const a: unknown[] = [];\nfor (;;) a.push(new Array(1e5).fill(a.length + 0.5));`,
  ], {
    cell: 1,
    name: "KernelError",
    message: "The kernel ran out of memory",
  }, { env: { DENO_V8_FLAGS: "--max-old-space-size=150" } });
});

Deno.test("a cell that takes longer than it may is stopped, even in a loop", async () => {
  await fails([`console.log(1);`, `for (;;);`], {
    cell: 2,
    name: "TimeoutError",
    message: "The cell ran longer than 0.3 s",
  }, { timeoutSeconds: 0.3 });
});

Deno.test("a signal stops a run, before and within a cell", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 600);
  const wait = `await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  await fails([wait], { cell: 1, name: "AbortError" }, {
    signal: controller.signal,
  });
  await fails([wait], { cell: 1, name: "AbortError" }, {
    signal: AbortSignal.abort(),
  });
});
