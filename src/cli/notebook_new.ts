/**
 * Writes a new notebook of the course: every part that the checks ask for, a
 * cell for parameters, links to its neighbours.
 *
 *     deno task notebook:new 11_my_subject "My subject"
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import {
  InputError,
  LANGUAGE_INFO,
  messageOf,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from "../mod.ts";

const FOLDER = fileURLToPath(new URL("../../notebooks", import.meta.url));

/** As the course's notebooks have it, and as `deno task kernel` installs it. */
const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: LANGUAGE_INFO,
};

const PARAMETERS = `// A data set's folder, or "synthetic".
let data = "synthetic";
// Few images.
let quick = false;`;

const BEGINNING =
  `import { openDataset, readSamples, show, showProvenance } from "#karyon";

const dataset = await openDataset(data);
await show(\`**\${dataset.description}.**\`);`;

const LOOK = `const split = \`test of \${dataset.name}\`;
const ids = dataset.test.ids.slice(0, quick ? 4 : 16);
const rows = [];
for await (const { id, image } of readSamples(dataset.test, ids)) {
  rows.push({ id: id.slice(0, 20), width: image.width, height: image.height });
}
await show(rows, { caption: \`Images of the \${split} (n = \${rows.length}).\` });`;

const END = `await showProvenance({
  data: dataset.description,
  checksum: await dataset.checksum(),
  quick,
});
await dataset.close();`;

const SUMMARY = `## Summary

- What a reader knows now.

## Exercises

1. Change a parameter. What moves?
2. Change a cell. What breaks?
3. Take images of your own. What is different?`;

/** "2. Models", from the first line of a notebook. */
async function titleOf(path: string): Promise<string> {
  const { cells } = await readNotebook(path);
  return cells[0]?.source.match(/^# (.+)/)?.[1] ?? path.split("/").at(-1)!;
}

/** "Back: [...](...). Next: [...](...).", for notebooks that are there. */
async function linksFor(name: string, folder: string): Promise<string> {
  const others = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((other) => /^\d+_.*\.ipynb$/.test(other)).sort();
  const before = others.filter((other) => other < name).at(-1);
  const after = others.find((other) => other > name);
  const parts = [];
  for (const [word, other] of [["Back", before], ["Next", after]] as const) {
    if (other === undefined) continue;
    parts.push(`${word}: [${await titleOf(`${folder}/${other}`)}](${other}).`);
  }
  return parts.join(" ");
}

/**
 * Writes a notebook that passes the checks and runs.
 *
 * @param name its file without ending: two digits and words, `NN_some_words`
 * @param title its heading without number
 * @param folder where the notebooks are
 * @returns the path of the file
 * @throws {InputError} if the name has another form, it or its number is taken, or the
 *   title is empty
 */
export async function writeNewNotebook(
  name: string,
  title: string,
  folder: string,
): Promise<string> {
  if (!/^\d\d(_[a-z\d]+)+$/.test(name)) {
    throw new InputError(`Expected a name like 11_my_subject but found "${name}"`);
  }
  if (title.trim() === "") throw new InputError("Expected a title but found none");
  const path = `${folder}/${name}.ipynb`;
  if (await Deno.stat(path).catch(() => undefined) !== undefined) {
    throw new InputError("Expected a new notebook but found a file", { path });
  }
  const number = name.slice(0, 2);
  const taken = [...Deno.readDirSync(folder)]
    .find((other) =>
      other.name.startsWith(`${number}_`) && other.name.endsWith(".ipynb")
    );
  if (taken !== undefined) {
    throw new InputError(`Expected a number of its own but found ${taken.name}`, {
      path,
    });
  }
  const head = [
    `# ${Number(number)}. ${title.trim()}`,
    "**Goal.** What a reader will know.",
    '**What you need.** Nothing: with `data = "synthetic"` Karyon draws its own set.',
    "**Run time.** Seconds.",
    await linksFor(`${name}.ipynb`, folder),
  ].filter((part) => part !== "").join("\n\n");
  const sources: [string, string, string?][] = [
    ["markdown", head],
    ["code", PARAMETERS, "parameters"],
    ["code", BEGINNING],
    ["markdown", "## The images\n\nWhat do you expect? Say it before you run the cell."],
    ["code", LOOK],
    ["markdown", SUMMARY],
    ["code", END],
  ];
  const cells = sources.map(([cell_type, source, tag], i) => ({
    cell_type,
    id: `${number}-${String(i + 1).padStart(2, "0")}`,
    metadata: tag === undefined ? {} : { tags: [tag] },
    source,
  }));
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: METADATA, cells };
  await writeNotebook(path, parseNotebook(notebook, path));
  return path;
}

if (import.meta.main) {
  const [name = "", title = ""] = Deno.args;
  try {
    console.log(`Written: ${await writeNewNotebook(name, title, FOLDER)}`);
    console.log(
      "The notebooks beside it want a link to it: deno task checks says where.",
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(messageOf(error));
    console.error(`Usage: deno task notebook:new 11_my_subject "My subject"`);
    Deno.exit(1);
  }
}
