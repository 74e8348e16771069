import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseNotebook, runNotebook, writeNotebook } from "#karyon";
import { fileURLToPath } from "node:url";
import { ReportWriter } from "../../src/cli/report_writer.ts";
import { karyon } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const CELLS = [
  { cell_type: "markdown", metadata: {}, source: "# Small" },
  { cell_type: "code", metadata: { tags: ["parameters"] }, source: "let seed = 1;" },
  {
    cell_type: "code",
    metadata: {},
    source: `import { show, showProvenance } from "./src/notebook/mod.ts";
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
await show([{ seed, dice: 1 / 3 }], { caption: "Scores" });
await show({ svg, width: 4, height: 4, caption: "Empty", alt: "Nothing" });
await showProvenance({ seed });`,
  },
];

/** Every file of a folder by its path, texts with their times masked. */
async function contents(folder: string, under = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(folder + under)) {
    const path = `${under}/${name}`;
    if (isDirectory) {
      for (const entry of await contents(folder, path)) files.set(...entry);
      continue;
    }
    const bytes = await Deno.readFile(folder + path);
    const text = path.endsWith(".png") ? bytes.toHex() : new TextDecoder().decode(bytes)
      .replace(/<time>[^<]*<\/time>/g, "<time/>")
      .replace(/"(started|seconds)": [^,\n]+/g, '"$1": 0');
    files.set(path, text);
  }
  return new Map([...files].sort(([a], [b]) => a < b ? -1 : 1));
}

Deno.test("two runs of a notebook give the same report but for times, and karyon diff says so", () =>
  withFolder(async (folder) => {
    const path = `${folder}/small.ipynb`;
    await writeNotebook(path, parseNotebook({ nbformat: 4, metadata: {}, cells: CELLS }));
    for (const name of ["a", "b"]) {
      const result = await runNotebook(path, { cwd: ROOT, parameters: { seed: 1 } });
      assertEquals(result.error, undefined);
      const job = { path, name: "small", parameters: () => Promise.resolve({}) };
      await new ReportWriter(`${folder}/${name}`, [job]).add(0, result);
    }
    const [a, b] = [await contents(`${folder}/a`), await contents(`${folder}/b`)];
    assertEquals([...a.keys()], [
      "/index.html",
      "/results.json",
      "/small.html",
      "/small.ipynb",
      "/small_files/figure-1.png",
      "/small_files/figure-1.svg",
      "/small_files/table-1.csv",
    ]);
    assertMatch(a.get("/small.html")!, /<time\/>/);
    assertEquals(a, b);

    const same = await karyon("diff", `${folder}/a`, `${folder}/b`);
    assertEquals([same.code, same.stdout.trim()], [0, "No difference."]);
    const changed = `${folder}/changed.json`;
    const results = await Deno.readTextFile(`${folder}/a/results.json`);
    await Deno.writeTextFile(changed, results.replace('"seed": 1', '"seed": 2'));
    const other = await karyon("diff", `${folder}/a`, changed);
    assertEquals(other.code, 1);
    assertEquals(other.stdout, "small\n  parameter seed: 1 → 2\n");
    assertStringIncludes(other.stderr, "differ in 1 place");
  }));
