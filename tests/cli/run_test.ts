import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  InputError,
  parseNotebook,
  readNotebook,
  readResults,
  writeNotebook,
} from "#karyon";
import { prepareToPrint } from "../../src/cli/run_pdf.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

const code = (source: string, tags: string[] = []) => ({
  cell_type: "code",
  metadata: { tags },
  source,
});

/** Three cells: parameters, a result, and perhaps an error. */
async function write(path: string, last = "1;"): Promise<void> {
  await writeNotebook(
    path,
    parseNotebook({
      nbformat: 4,
      metadata: {},
      cells: [
        code("let n = 2;", ["parameters"]),
        code("console.log(n * 21);"),
        code(last),
      ],
    }),
  );
}

type Results = {
  notebooks: { path: string; ok: boolean; error?: Record<string, unknown> }[];
};

Deno.test("karyon run executes a notebook with parameters and writes its page", () =>
  withFolder(async (folder) => {
    await write(`${folder}/one.ipynb`);
    const out = `${folder}/out`;
    const { notebooks } = await karyonJson(
      ...["run", `${folder}/one.ipynb`, "-p", "n=3", "--out", out],
    ) as unknown as Results;
    assertEquals(notebooks.map(({ ok }) => ok), [true]);
    const executed = JSON.stringify(await readNotebook(`${out}/one.ipynb`));
    assertStringIncludes(executed, '"63\\n"');
    assertStringIncludes(await Deno.readTextFile(`${out}/one.html`), "63");
    assertStringIncludes(await Deno.readTextFile(`${out}/index.html`), "one.html");
  }));

Deno.test("karyon run names notebook, cell and line of an error, counted as in the file", () =>
  withFolder(async (folder) => {
    await write(`${folder}/bad.ipynb`, '\nthrow new Error("no");');
    await write(`${folder}/good.ipynb`);
    const paths = [
      `${folder}/bad.ipynb`,
      `${folder}/missing.ipynb`,
      `${folder}/good.ipynb`,
    ];
    for (const parameters of [[], ["-p", "n=3"]]) {
      const { code, stdout, stderr } = await karyon(
        "run",
        ...(parameters.length > 0 ? paths.slice(0, 1) : paths),
        ...parameters,
        "--json",
      );
      assertEquals(code, 1);
      assertStringIncludes(stderr, "bad.ipynb, cell 3, line 2: Error: no");
      const { notebooks } = JSON.parse(stdout) as Results;
      assertEquals([notebooks[0]!.error!["cell"], notebooks[0]!.error!["line"]], [3, 2]);
      if (parameters.length > 0) continue;
      assertEquals(notebooks.map(({ ok }) => ok), [false, false, true]);
      assertStringIncludes(stderr, "missing.ipynb: Expected");
    }
  }));

Deno.test("karyon run refuses to write over a notebook, and two of one name", () =>
  withFolder(async (folder) => {
    await write(`${folder}/a/one.ipynb`);
    await write(`${folder}/b/one.ipynb`);
    const before = await Deno.readTextFile(`${folder}/a/one.ipynb`);
    const same = await karyon("run", `${folder}/a/one.ipynb`, "--out", `${folder}/a`);
    assertEquals(same.code, 1);
    assertStringIncludes(same.stderr, "overwrite");
    assertEquals(await Deno.readTextFile(`${folder}/a/one.ipynb`), before);
    const two = await karyon(
      ...["run", `${folder}/a/one.ipynb`, `${folder}/b/one.ipynb`],
      ...["--out", `${folder}/out`],
    );
    assertEquals(two.code, 1);
    assertStringIncludes(two.stderr, "b/one.ipynb");
  }));

Deno.test("karyon run says which parameters there are", () =>
  withFolder(async (folder) => {
    await write(`${folder}/one.ipynb`);
    const { code, stderr } = await karyon("run", `${folder}/one.ipynb`, "-p", "m=3");
    assertEquals(code, 1);
    assertStringIncludes(stderr, '(n) but found "m"');
    assertEquals((await karyon("run", `${folder}/one.ipynb`, "-p", "m")).code, 2);
  }));

Deno.test("karyon run --params runs a notebook once a row, each result named by it", () =>
  withFolder(async (folder) => {
    await write(`${folder}/one.ipynb`, 'if (n === 5) throw new Error("five");');
    await Deno.writeTextFile(`${folder}/p.csv`, "n\n4\n5\na/b\n");
    const out = `${folder}/out`;
    const { code, stdout, stderr } = await karyon(
      ...["run", `${folder}/one.ipynb`, "--params", `${folder}/p.csv`],
      ...["--out", out, "--json"],
    );
    assertEquals(code, 1);
    const { notebooks } = JSON.parse(stdout) as { notebooks: Record<string, unknown>[] };
    assertEquals(notebooks.map(({ ok }) => ok), [true, false, true]);
    const names = notebooks.map(({ name }) => String(name));
    assertEquals(names.slice(0, 2), ["one,n=4", "one,n=5"]);
    assertMatch(names[2]!, /^one,n=a-b-[0-9a-f]{8}$/);
    assertStringIncludes(stderr, "one.ipynb (n=5), cell 3, line 1: Error: five");
    const results = await readResults(out);
    assertEquals(results.notebooks.map(({ parameters }) => parameters), [
      { n: 4 },
      { n: 5 },
      { n: "a/b" },
    ]);
    assertStringIncludes(await Deno.readTextFile(`${out}/one,n=4.html`), "84");

    const two = ["run", `${folder}/one.ipynb`, `${folder}/two.ipynb`];
    const refused = await karyon(...two, "--params", `${folder}/p.csv`);
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, "Expected one notebook with --params");
  }));

Deno.test("karyon run --pdf asks where to, before anything runs", async () => {
  await assertRejects(() => prepareToPrint(undefined), InputError, "Expected --out with");
});
