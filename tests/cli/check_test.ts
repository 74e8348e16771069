import { assertEquals, assertStringIncludes } from "@std/assert";
import { createImage, encodePng } from "#karyon";
import { contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";

/** Names and contents of all files below a folder. */
async function contents(folder: string): Promise<[string, string][]> {
  const all: [string, string][] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) all.push(...await contents(path));
    else all.push([path, (await Deno.readFile(path)).join()]);
  }
  return all.sort();
}

Deno.test("karyon check shows problems by kind and file, changes nothing, exit code 1", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    const image = files["abc/images/abc.png"]!;
    const narrow = await encodePng(createImage(3, 3, 1));
    await writeFiles(folder, {
      ...Object.fromEntries(["a", "b", "c", "d"].flatMap((id) => [
        [`stage1_train/${id}/images/${id}.png`, image],
        [`stage1_train/${id}/masks/1.png`, narrow],
      ])),
      "stage1_test/xyz/images/xyz.png": image,
      "stage1_solution.csv": SOLUTION,
    });
    const before = await contents(folder);
    const { code, stdout, stderr } = await karyon("check", folder);
    assertEquals(await contents(folder), before);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "Expected data without an error but found 4");
    for (
      const line of [
        "train: 4 images",
        "  channels        rgba 4; 4 with R = G = B",
        "error: size mismatch, 4",
        "  stage1_train/a/masks/1.png: Expected a mask of the image's size, 4 x 3",
        "  and 1 more: --verbose lists all",
        "warning: duplicate, 4",
        "Not usable as it is: 4 errors, 4 warnings.",
      ]
    ) assertStringIncludes(stdout, line);

    const verbose = await karyon("check", folder, "--verbose");
    assertStringIncludes(verbose.stdout, "stage1_train/d/masks/1.png");
  }));

Deno.test("karyon check --json tells errors too, with the fields that others rely on", () =>
  withFolder(async (folder) => {
    const { code, stdout } = await karyon("check", `${folder}/none`, "--json");
    const { usable, sets, problems } = JSON.parse(stdout);
    assertEquals([code, usable, sets], [1, false, {}]);
    assertEquals(
      problems.map((one: { code: string; severity: string }) => [one.code, one.severity]),
      [["layout", "error"]],
    );
  }));

Deno.test("karyon split lists the synthetic set's training images once, the same each time", () =>
  withFolder(async (folder) => {
    const split = (name: string) =>
      karyonJson("split", "--data", "synthetic:8", "--out", `${folder}/${name}`);
    const counts = await split("one.json");
    await split("two.json");
    const text = await Deno.readTextFile(`${folder}/one.json`);
    assertEquals(await Deno.readTextFile(`${folder}/two.json`), text);
    const { train, validation, excluded } = JSON.parse(text);
    const ids = [...train, ...validation];
    assertEquals([ids.length, new Set(ids).size, excluded], [8, 8, []]);
    assertEquals([counts["train"], counts["validation"]], [
      train.length,
      validation.length,
    ]);
    assertEquals([1, 2].includes(validation.length), true);
  }));
