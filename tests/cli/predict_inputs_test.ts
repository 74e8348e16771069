import { assertEquals, assertRejects } from "@std/assert";
import { InputError } from "#karyon";
import { findInputs } from "../../src/cli/predict_inputs.ts";
import { withFolder } from "../support/temporary.ts";

/** Names of results for empty files, by the paths that are given. */
const namesFor = (
  files: readonly string[],
  given: readonly string[] = files,
  told: string[] = [],
) =>
  withFolder(async (folder) => {
    for (const file of files) {
      await Deno.mkdir(`${folder}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${file}`, "");
    }
    const inputs = await findInputs(
      given.map((path) => `${folder}/${path}`),
      (words) => told.push(words.replace(`${folder}/`, "")),
    );
    return Object.fromEntries(
      inputs.map(({ path, name }) => [path.replace(`${folder}/`, ""), name]),
    );
  });

Deno.test("findInputs() names results by the stem", async () => {
  assertEquals(await namesFor(["a/x.png", "a/y.z.tif"]), {
    "a/x.png": "x",
    "a/y.z.tif": "y.z",
  });
});

Deno.test("findInputs() takes the images of a folder, but no results and no other files", async () => {
  const files = ["x.png", "x.mask.png", "x.labels.tif", "x.overlay.png", "x.nuclei.csv"];
  assertEquals(await namesFor([...files, "y.JPG", "in/z.png"], ["."]), {
    "x.png": "x",
    "y.JPG": "y",
  });
});

Deno.test("findInputs() passes over hidden files and tells of folders inside with images", async () => {
  const files = [
    "d/x.png",
    "d/._x.png",
    "d/notes/x.txt",
    "d/one/x.png",
    "d/two/images/y.png",
    "d/out/x.mask.png",
    "d/out/index_files/x.image.jpg",
    "d/.git/z.png",
  ];
  const told: string[] = [];
  assertEquals(await namesFor(files, ["d"], told), { "d/x.png": "x" });
  assertEquals(told, ["d: 2 folders inside are not looked into: name them"]);
  await namesFor(files, ["d", "d/one"], told);
  assertEquals(told.at(-1), "d: 1 folder inside is not looked into: name it");
  await namesFor(files, ["d", "d/one", "d/two/images/y.png"], told);
  assertEquals(told.length, 2);
});

Deno.test("findInputs() names files of one stem by what differs", async () => {
  assertEquals(
    await namesFor(["d/1/x.png", "d/2/in/x.png", "d/2/in/X.tif", "d/2/y.png"]),
    {
      "d/1/x.png": "1/x",
      "d/2/in/x.png": "2/in/x.png",
      "d/2/in/X.tif": "2/in/X.tif",
      "d/2/y.png": "y",
    },
  );
  assertEquals(await namesFor(["x.png", "in/x.png"]), {
    "x.png": "x",
    "in/x.png": "in/x",
  });
});

Deno.test("findInputs() takes a file once that is named twice", async () => {
  assertEquals(await namesFor(["a/x.png"], ["a", "a/x.png", "a/../a/x.png"]), {
    "a/../a/x.png": "x",
  });
});

Deno.test("findInputs() refuses what is not there, has no images, or ends in one name", async () => {
  await assertRejects(() => namesFor([], ["no.png"]), InputError, "found nothing");
  await assertRejects(() => namesFor(["a/x.txt"], ["a"]), InputError, "found none");
  await assertRejects(
    () => namesFor(["a/1/x.png", "a/2/x.png"], ["a"]),
    InputError,
    "found none; 2 folders inside are not looked into: name them",
  );
  await assertRejects(
    () => namesFor(["x.png", "x.tif", "y/x.tif.png"]),
    InputError,
    "one image named x.tif",
  );
});
