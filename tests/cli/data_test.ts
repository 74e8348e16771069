import { assertEquals, assertStringIncludes } from "@std/assert";
import { readImage } from "#karyon";
import { asTest, contestFiles, SOLUTION, writeFiles } from "../support/contest_layout.ts";
import { karyon, karyonJson } from "../support/command.ts";
import { withFolder } from "../support/temporary.ts";
import { zipOf } from "../support/zips.ts";

Deno.test("karyon data refuses a folder that has not the published set, and keeps nothing", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    await writeFiles(`${folder}/from`, { "stage1_train.zip": await zipOf(files) });
    const { code, stderr } = await karyon(
      ...["data", "--from", `${folder}/from`, "--to", `${folder}/to`],
    );
    assertEquals(code, 1);
    assertStringIncludes(stderr, "670");
    assertEquals([...Deno.readDirSync(`${folder}/to`)], []);
  }));

Deno.test("karyon check reports an image that cannot be read, and all others", () =>
  withFolder(async (folder) => {
    const files = await contestFiles();
    const broken = files["abc/images/abc.png"]!.slice(0, 40);
    await writeFiles(`${folder}/stage1_train`, {
      ...files,
      "bad/images/bad.png": broken,
      "bare/images/bare.png": files["abc/images/abc.png"]!,
    });
    await writeFiles(`${folder}/stage1_test`, asTest(files));
    await writeFiles(folder, { "stage1_solution.csv": SOLUTION });
    const { code, stdout } = await karyon("check", folder, "--json");
    assertEquals(code, 1);
    const { usable, sets, problems } = JSON.parse(stdout);
    assertEquals([usable, sets.train.images, sets.test.images], [false, 2, 1]);
    assertEquals(
      problems.map(({ id, code }: { id: string; code: string }) => `${id}: ${code}`),
      ["bad: unreadable", "bare: no mask", "bare: duplicate", "xyz: duplicate"],
    );
    assertStringIncludes(problems[0].path, "bad/images/bad.png");
  }));

Deno.test("karyon check prints its JSON for a folder that is no data set", () =>
  withFolder(async (folder) => {
    const { code, stdout } = await karyon("check", folder, "--json");
    assertEquals(code, 1);
    const { usable, problems } = JSON.parse(stdout);
    assertEquals([usable, problems.length], [false, 1]);
  }));

Deno.test("karyon gallery draws a picture", () =>
  withFolder(async (folder) => {
    const out = `${folder}/gallery.png`;
    const result = await karyonJson("gallery", "--limit", "2", "--out", out);
    assertEquals(result["images"], 2);
    const { width, height } = await readImage(out);
    assertEquals(width > 500 && height > 100, true);
  }));
