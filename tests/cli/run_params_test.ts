import { assertEquals, assertRejects } from "@std/assert";
import { InputError, parseNotebook, writeNotebook } from "#karyon";
import { readParams } from "../../src/cli/run_params.ts";
import { variantJobs } from "../../src/cli/run_variants.ts";
import { withFolder } from "../support/temporary.ts";

const ROWS = [{ filters: 8, recipe: "held-out" }, { filters: 16, quick: false }];

for (
  const [ending, text] of [
    ["json", JSON.stringify(ROWS)],
    ["yaml", "- filters: 8\n  recipe: held-out\n- {filters: 16, quick: false}\n"],
    ["csv", "\ufefffilters,recipe,quick\n8, held-out,\n\n16,,false\n"],
    ["tsv", "filters\trecipe\tquick\n8\theld-out\t\n16\t\tfalse\n"],
  ] as const
) {
  Deno.test(`readParams() reads .${ending}, a run a row`, () =>
    withFolder(async (folder) => {
      const path = `${folder}/p.${ending}`;
      await Deno.writeTextFile(path, text);
      assertEquals(await readParams(path), ROWS);
    }));
}

Deno.test("a value with a comma, a quote or a bracket comes through CSV", () =>
  withFolder(async (folder) => {
    const path = `${folder}/p.csv`;
    await Deno.writeTextFile(path, 'a,b\n"x, ""y""","[1, 2]"\n');
    assertEquals(await readParams(path), [{ a: 'x, "y"', b: [1, 2] }]);
  }));

for (
  const [file, text, message] of [
    ["p.txt", "", "p.txt: Expected parameters in a file that ends in .json, .yaml"],
    ["p", "", "/p: Expected parameters in a file that ends in"],
    ["p.json", undefined, "p.json: Expected rows of parameters but found no file"],
    ["p.json", "[{]", "p.json: Expected rows of parameters but found "],
    ["p.json", "{}", "p.json: Expected a list of parameters, one row a run, but found o"],
    ["p.json", "[]", "but found none"],
    ["p.csv", "seed\n", "but found none"],
    ["p.csv", "seed,filters\n1\n", "p.csv: Expected rows of parameters but found "],
    ["p.csv", "seed,seed\n1,2\n", 'Two columns are named "seed"'],
    ["p.json", "[{}, 3]", "p.json: row 2: Expected names and values but found 3"],
    ["p.yaml", "- a: 1\n- a: [.nan]\n", 'row 2: Expected parameter "a" to be JSON'],
  ] as const
) {
  Deno.test(`readParams() refuses ${file} that holds ${JSON.stringify(text)}`, () =>
    withFolder(async (folder) => {
      const path = `${folder}/${file}`;
      if (text !== undefined) await Deno.writeTextFile(path, text);
      await assertRejects(() => readParams(path), InputError, message);
    }));
}

async function writeBoth(folder: string, rows: unknown) {
  const notebook = `${folder}/n.ipynb`, file = `${folder}/p.json`;
  const metadata = { tags: ["parameters"] };
  const cell = { cell_type: "code", metadata, source: "let seed = 1;\nlet lr = 0.1;" };
  await writeNotebook(notebook, parseNotebook({ nbformat: 4, cells: [cell] }));
  await Deno.writeTextFile(file, JSON.stringify(rows));
  return [notebook, file] as const;
}

Deno.test("variantJobs() makes a run of each row, with the values that all share", () =>
  withFolder(async (folder) => {
    const paths = await writeBoth(folder, [{ seed: 2 }, { seed: 3 }]);
    const jobs = await variantJobs(...paths, { lr: 1 });
    assertEquals(jobs.map(({ name, variant }) => [name, variant]), [
      ["n,seed=2", "seed=2"],
      ["n,seed=3", "seed=3"],
    ]);
    assertEquals(await jobs[1]!.parameters(), { lr: 1, seed: 3 });
  }));

for (
  const [rows, common, message] of [
    [[{ seed: 2 }, { sed: 3 }], {}, 'declares (seed, lr) but found "sed"'],
    [[{ seed: 2 }, { seed: 3 }], { seed: 1 }, 'row 1: Expected "seed" here or with --p'],
    [
      [{ seed: 2, lr: 1 }, {}, { lr: 1, seed: 2 }],
      {},
      "row 3: Expected another run than in row 1 but found lr=1, seed=2",
    ],
  ] as const
) {
  Deno.test(`variantJobs() refuses ${JSON.stringify(rows)} with its row, before it runs`, () =>
    withFolder(async (folder) => {
      const paths = await writeBoth(folder, rows);
      const error = await assertRejects(
        () => variantJobs(...paths, common),
        InputError,
        message,
      );
      assertEquals(error.message.startsWith(`${paths[1]}: row `), true);
    }));
}
