import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { extractDocExamples, writeDocExamples } from "./doc_examples.ts";
import { withFolder } from "./support/temporary.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** A fence, kept out of this file's own comments. */
const FENCE = "`".repeat(3);

/** A function whose docstring holds an example, from line 4 on. */
const documented = (example: string, name = "shown") =>
  `/**
 * Shows.
 * ${FENCE}ts
 * ${example}
 * ${FENCE}
 */
export function ${name}(): void {}
`;

/** What `deno test` says of examples that need nothing of the library. */
async function testExamples(texts: Record<string, string>, ...flags: string[]) {
  return await withFolder(async (sources) => {
    for (const [name, text] of Object.entries(texts)) {
      await Deno.writeTextFile(`${sources}/${name}`, text);
    }
    const folder = `${root}.cache/doc_examples${sources}`;
    try {
      const { path } = await writeDocExamples(
        [sources],
        folder,
        "const runAlone = (load: () => Promise<unknown>) => async () => {\n" +
          "  await load();\n};\n",
      );
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["test", ...flags, path],
        cwd: root,
        env: { NO_COLOR: "1" },
      }).output();
      const decoder = new TextDecoder();
      return { code, said: decoder.decode(stdout) + decoder.decode(stderr), sources };
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("examples are found in every docstring, with the line of their first code", () => {
  const text = `/**
 * A module.
 *
 * ${FENCE}ts
 * const a = 1;
 *
 * const b = [
 *   a,
 * ];
 * ${FENCE}
 * Then another:
 * ${FENCE}ts
 * later();
 * ${FENCE}
 *
 * @module
 */
export interface Inside {
  /**
   * ${FENCE}ts
   * inner();
   * ${FENCE}
   */
  readonly field: number;
}
`;
  assertEquals(extractDocExamples(text), [
    { line: 5, code: "const a = 1;\n\nconst b = [\n  a,\n];\n" },
    { line: 13, code: "later();\n" },
    { line: 21, code: "inner();\n" },
  ]);
});

Deno.test("what is ignored, of another language or no docstring is no example", () => {
  const block = (fence: string) => ` * ${FENCE}${fence}\n * no();\n * ${FENCE}\n`;
  const text = `/**\n${block("ts ignore")}${block("sh")}${block("")} */\n` +
    `/*\n${block("ts")} */\n` +
    `const words = "/** ${FENCE}ts";\n`;
  assertEquals(extractDocExamples(text), []);
});

Deno.test("every fence of src/ that says ts is an example", async () => {
  let fences = 0;
  const count = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) await count(`${folder}/${name}`);
      else if (name.endsWith(".ts")) {
        const text = await Deno.readTextFile(`${folder}/${name}`);
        const found = text.split("\n").filter((line) => line.trim() === `* ${FENCE}ts`);
        assertEquals(extractDocExamples(text).length, found.length, `${folder}/${name}`);
        fences += found.length;
      }
    }
  };
  await count(`${root}src`);
  assert(fences > 200, `${fences} examples`);
});

Deno.test("an example that throws fails by its file and line, and the next one runs", async () => {
  const { code, said, sources } = await testExamples({
    "a.ts": documented('throw new Error("as it should");'),
    "b.ts": documented("await Promise.resolve();"),
  }, "--no-check");
  assertEquals(code, 1);
  assertStringIncludes(said, `${sources}/a.ts:4 ... FAILED`);
  assertStringIncludes(said, "as it should");
  assertStringIncludes(said, `${sources}/a.ts_4.ts:4:7`);
  assertStringIncludes(said, `${sources}/b.ts:4 ... ok`);
});

Deno.test("an example of wrong types fails before any runs, and names its line", async () => {
  const { code, said, sources } = await testExamples({
    "a.ts": documented('const sum: number = "one";'),
  });
  assertEquals(code, 1);
  assertStringIncludes(said, "Type 'string' is not assignable to type 'number'");
  assertStringIncludes(said, `${sources}/a.ts_4.ts:4:7`);
});
