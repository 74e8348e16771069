import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import { lintNotebooks, writeNotebook } from "../../src/notebook/mod.ts";
import { writeNewNotebook } from "../../src/cli/notebook_new.ts";
import { code, notebookOf, prose, withNotebook } from "./made_up.ts";

const HEAD = "# 1. T\n\n**Goal.** A.\n\n**What you need.** B.\n\n**Run time.** C.";
const END = "## Summary\n\n- D.\n\n## Exercises\n\n1. E\n2. F\n3. G";

/** A sound notebook around some code cells, which begin at cell 3. */
const around = (...cells: (string | object)[]) =>
  [prose(HEAD), code("let data = 1;", "parameters"), ...cells, prose(END)]
    .map((cell, i) => ({ ...typeof cell === "string" ? code(cell) : cell, id: `c${i}` }));

interface Found {
  readonly cell?: number;
  readonly line?: number;
  readonly message: string;
}

/** What is found in a notebook of these cells. */
const lint = (cells: (string | object)[], imports?: string[]): Promise<Found[]> =>
  withNotebook(cells, async (path) => {
    const found = await lintNotebooks([path], imports && { imports });
    return found.map(({ path: _, ...problem }) => problem);
  });

/** The places and messages of what is found in code cells. */
async function assertFinds(
  cells: (string | object)[],
  ...expected: [cell: number | undefined, line: number | undefined, message: RegExp][]
): Promise<void> {
  const found = await lint(around(...cells));
  assertEquals(
    found.map(({ cell, line }) => [cell, line]),
    expected.map(([cell, line]) => [cell, line]),
  );
  for (const [i, [, , message]] of expected.entries()) {
    assertMatch(found[i]!.message, message);
  }
}

Deno.test("lintNotebooks() finds nothing in a sound notebook", () =>
  assertFinds([
    `import { show } from "#karyon";\nimport * as tf from "@tensorflow/tfjs";`,
    `if (data) {\n  await show("a");\n} else await show("b");`,
    `for (const i of [1]) await show(i);`,
    `const a = 1;\nfunction b() {}\ntype C = number;`,
    `await show(1);\nconst d = 2;`,
    `if (data < 0) throw new Error();\nconst e = 2;`,
    `try {\n  await show(1);\n} finally {\n  b();\n}`,
    // No cell of its own: deno check tells of a syntax error.
    `const = ;`,
  ]));

Deno.test("lintNotebooks() asks for an awaited helper where a cell's value comes from", () =>
  assertFinds(
    [
      "const a = 1;\na + 1;",
      "show(2);\nconst b = 3;",
      "if (data) {\n  await show(1);\n} else {\n  show(2);\n}",
      "for (const c of []) {\n  d.push(c);\n}",
    ],
    [3, 2, /awaited helper/],
    [4, 1, /awaited helper/],
    [5, 4, /awaited helper/],
    [6, 2, /awaited helper/],
  ));

Deno.test("lintNotebooks() lets cells import what the import map names, and no more", async () => {
  await assertFinds(
    [
      `import { a } from "./a.ts";\nimport b from "npm:b";\nimport "#karyon";`,
      `const c = await import("https://c");\nconst d = import.meta.url;`,
    ],
    [3, 1, /"\.\/a\.ts"/],
    [3, 2, /"npm:b"/],
    [4, 1, /"https:\/\/c"/],
    [4, 2, /no `import\.meta`/],
  );
  const cells = around(`import { a } from "a/b";\nimport "#karyon";`);
  assertEquals((await lint(cells, ["a"])).map(({ line }) => line), [2]);
});

Deno.test("lintNotebooks() finds names that are declared twice, however they are", () =>
  assertFinds(
    [
      `import { a, b as c } from "#karyon";\nconst { d, e: [f = 1, ...g], ...h } = data;`,
      `const i = 1, a = 2;\nfunction c() {}\nclass d {}\ninterface f {}\ntype g = 1;`,
      `const h = 1;\n{ const i = 2; }\nawait 1;\nlet data = 4;`,
    ],
    [4, 1, /"a" .* cell 3/],
    [4, 2, /"c" .* cell 3/],
    [4, 3, /"d" .* cell 3/],
    [4, 4, /"f" .* cell 3/],
    [4, 5, /"g" .* cell 3/],
    [5, 1, /"h" .* cell 3/],
    [5, 4, /"data" .* cell 2/],
  ));

Deno.test("lintNotebooks() counts lines of logic, not imports, words, brackets or values", async () => {
  const free = [
    "import {",
    "  a,",
    '} from "#karyon";',
    "",
    "/** Two",
    " * lines. */",
    "// One.",
  ];
  const options = [
    "await show(",
    "  [{",
    "    split,",
    "    at: there.place!,",
    "    digits: 3,",
    "  }],",
    '  { caption: "words " +',
    "      `and ${name}",
    "      words` },",
    ");",
  ];
  const fifteen = [...Array(14)].map((_, i) => `const n${i} = ${i};`);
  await assertFinds([[...free, ...fifteen, ...options].join("\n")]);
  const sixteen = [...free, ...fifteen, "const more = f();", ...options].join("\n");
  await assertFinds([sixteen], [3, 23, /15 lines of logic but found 16/]);
});

Deno.test("lintNotebooks() asks for one cell of parameters", async () => {
  await assertFinds([code("let a = 1;", "parameters")], [3, undefined, /cell 2, 3/]);
  const without = around().toSpliced(1, 1);
  assertEquals((await lint(without)).map(({ message }) => message), [
    'Expected one code cell tagged "parameters" but found none',
  ]);
});

Deno.test("lintNotebooks() wants files laid out as Jupyter lays them out", () =>
  withNotebook(around("await show(1);"), async (path) => {
    assertEquals(await lintNotebooks([path]), []);
    const json = JSON.parse(await Deno.readTextFile(path));
    const [first, ...rest] = json.cells;
    const turned = Object.fromEntries(Object.entries(first).reverse());
    for (
      const text of [
        JSON.stringify({ ...json, cells: [turned, ...rest] }, null, 1) + "\n",
        JSON.stringify(json, null, 2) + "\n",
        JSON.stringify(json, null, 1),
      ]
    ) {
      await Deno.writeTextFile(path, text);
      const [found, ...others] = await lintNotebooks([path]);
      assertEquals([found!.cell, others.length], [undefined, 0]);
      assertMatch(found!.message, /as Jupyter writes it/);
    }
  }));

Deno.test("lintNotebooks() asks for ids, each once", async () => {
  const cells = around("await show(1);");
  cells[3]!.id = "c1";
  assertEquals(await lint(cells), [{
    cell: 4,
    message: 'Expected an id of its own but found "c1", which cell 2 has',
  }]);
  await withNotebook(around(), async (path) => {
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"id": "c1"', '"was": 1'));
    const [problem] = await lintNotebooks([path]);
    assertEquals(problem?.cell, 2);
    assertMatch(problem!.message, /Expected an id .* found undefined/);
  });
});

Deno.test("lintNotebooks() asks for a title, sections and three to five exercises", async () => {
  const cells = around();
  const words = async (first: string, last: string) =>
    (await lint([{ ...cells[0], source: first }, cells[1]!, {
      ...cells[2],
      source: last,
    }]))
      .map(({ message }) => message);
  assertEquals(await words(HEAD.slice(2), END), ['Expected a title, "# ...", first']);
  assertEquals(await words(HEAD.replace("Run", "Sun"), END), [
    'Expected "**Run time.**", in its place',
  ]);
  assertEquals(await words(HEAD, END.replace("## S", "S")), [
    'Expected "## Summary", in its place',
  ]);
  assertEquals(await words(HEAD, END.replace("## E", "## M")), [
    'Expected "## Exercises", in its place',
    "Expected 3 to 5 exercises but found 0",
  ]);
  assertEquals(await words(HEAD, END.replace("3.", "")), [
    "Expected 3 to 5 exercises but found 2",
  ]);
  assertEquals(await words(HEAD, `${END}\n4. H\n5. I\n6. J`), [
    "Expected 3 to 5 exercises but found 6",
  ]);
});

Deno.test("lintNotebooks() follows links, and asks for those to neighbours and solutions", async () => {
  await assertFinds(
    [prose("[a](https://a)\n[b](b.ipynb#c) [d](made_up.ipynb#e)")],
    [3, 2, /at b\.ipynb but found none/],
  );
  const folder = await Deno.makeTempDir({ prefix: "karyon-test-" });
  try {
    await Deno.mkdir(`${folder}/solutions`);
    const solution = [
      prose("# S\n\n**Goal.** A."),
      around()[1]!,
      prose("## Exercise 1\n\n## Exercise 3: G"),
    ];
    for (const name of ["01_a", "02_b", "03_c", "solutions/02_b"]) {
      const cells = name.startsWith("s") ? solution : around();
      await writeNotebook(
        `${folder}/${name}.ipynb`,
        notebookOf(...cells.map((cell, i) => ({ ...cell, id: `c${i}` }))),
      );
    }
    const found = await lintNotebooks([
      `${folder}/02_b.ipynb`,
      `${folder}/solutions/02_b.ipynb`,
    ]);
    assertEquals(found.map(({ message }) => message), [
      "Expected a link to its neighbour 01_a.ipynb",
      "Expected a link to its neighbour 03_c.ipynb",
      "Expected a link to its neighbour solutions/02_b.ipynb",
      'Expected "## Exercise 2" but found none',
      "Expected a link to its neighbour ../02_b.ipynb",
    ]);
    const path = await writeNewNotebook("04_my_subject", "My subject", folder);
    assertEquals(await lintNotebooks([path]), []);
    assertMatch(await Deno.readTextFile(path), /\[1\. T\]\(03_c\.ipynb\)/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("writeNewNotebook() refuses names of another form, taken ones and no title", () =>
  withNotebook([], async (path) => {
    const folder = path.replace("/made_up.ipynb", "");
    for (
      const [name, title, words] of [
        ["subject", "T", "subject"],
        ["1_Subject", "T", "1_Subject"],
        ["01_../a", "T", "01_../a"],
        ["01_a", " ", "a title"],
      ] as const
    ) {
      await assertRejects(() => writeNewNotebook(name, title, folder), InputError, words);
    }
    await writeNewNotebook("01_a", "T", folder);
    for (const name of ["01_a", "01_b"]) {
      await assertRejects(() => writeNewNotebook(name, "T", folder), InputError, "01_a");
    }
  }));
