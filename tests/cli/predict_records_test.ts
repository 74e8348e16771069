import { assertEquals } from "@std/assert";
import { Records } from "../../src/cli/predict_records.ts";
import type { ImageRecord } from "../../src/cli/predict_state.ts";
import { withFolder } from "../support/temporary.ts";
import { recordOf } from "./predict_support.ts";

async function writeFiles(folder: string, { files, pictures }: ImageRecord) {
  for (const { path } of [...Object.values(files), ...Object.values(pictures)]) {
    await Deno.writeTextFile(`${folder}/${path}`, "abc");
  }
}

const namesIn = async (folder: string) =>
  (await Records.open(folder)).list().map(({ name }) => name);

Deno.test("Records keeps what is entered, in the order of names with their numbers", () =>
  withFolder(async (folder) => {
    const records = await Records.open(folder);
    for (const name of ["field 10", "field 9"]) {
      await writeFiles(folder, recordOf(name));
      await records.add(recordOf(name));
    }
    await records.save();
    const again = await Records.open(folder);
    assertEquals(again.list(), [recordOf("field 9"), recordOf("field 10")]);
    again.forget("field 9");
    await again.save();
    assertEquals(await namesIn(folder), ["field 10"]);
  }));

Deno.test("Records leaves out an image whose files are gone or of another length", () =>
  withFolder(async (folder) => {
    const records = await Records.open(folder);
    for (const name of ["a", "b", "c"]) {
      await writeFiles(folder, recordOf(name));
      await records.add(recordOf(name));
    }
    await records.save();
    await Deno.remove(`${folder}/a.csv`);
    await Deno.truncate(`${folder}/b.i.jpg`, 1);
    assertEquals(await namesIn(folder), ["c"]);
  }));

Deno.test("Records begins anew where its file is broken or of another form", () =>
  withFolder(async (folder) => {
    for (
      const text of [
        "{",
        "[]",
        '{"version":2,"images":[]}',
        '{"version":1,"images":[{}]}',
      ]
    ) {
      await Deno.writeTextFile(`${folder}/.karyon.json`, text);
      assertEquals(await namesIn(folder), [], text);
    }
  }));

/** All files but the state. */
const filesIn = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
    name !== ".karyon.json"
  ).sort();

/** A folder with the images a and b done, and a file of a person's own. */
const withDone = (body: (folder: string, records: Records) => Promise<void>) =>
  withFolder(async (folder) => {
    const records = await Records.open(folder);
    for (const name of ["a", "b"]) {
      await writeFiles(folder, recordOf(name));
      await records.add(recordOf(name));
    }
    await records.save();
    await Deno.writeTextFile(`${folder}/a.notes.csv`, "mine");
    await body(folder, records);
  });

const ofB = ["b.csv", "b.i.jpg", "b.o.jpg", "b.t.jpg"];

Deno.test("Records removes what an image's new results do not write, also in a later run", () =>
  withDone(async (folder, records) => {
    records.forget("a");
    await records.save();
    const again = await Records.open(folder);
    assertEquals(again.list().map(({ name }) => name), ["b"]);
    const { pictures } = recordOf("a");
    await again.add({
      ...recordOf("a"),
      files: {},
      pictures: { ...pictures, overlay: pictures.image },
    });
    assertEquals(filesIn(folder), ["a.i.jpg", "a.notes.csv", "a.t.jpg", ...ofB]);
    await again.save();
    assertEquals(await namesIn(folder), ["a", "b"]);
  }));

Deno.test("Records removes files of an image that is not whole when it is done again", () =>
  withDone(async (folder) => {
    await Deno.remove(`${folder}/a.t.jpg`);
    const again = await Records.open(folder);
    assertEquals(again.sourceOf("a"), "/in/a.png");
    await Deno.writeTextFile(`${folder}/a.t.jpg`, "abc");
    await again.add({ ...recordOf("a"), files: {} });
    assertEquals(filesIn(folder).includes("a.csv"), false);
  }));

Deno.test("Records knows nothing of an image whose files are all gone", () =>
  withDone(async (folder) => {
    for (const name of ofB) await Deno.remove(`${folder}/${name}`);
    assertEquals((await Records.open(folder)).sourceOf("b"), undefined);
  }));

Deno.test("Records removes forgotten results of another image, not of the same one", () =>
  withDone(async (folder, records) => {
    const { name, source, stamp } = recordOf("a");
    const changed = { name, source, stamp: "9 9" };
    assertEquals(await records.removeReplaced(changed), false);
    records.forget("a");
    assertEquals(await records.removeReplaced({ name, source, stamp }), false);
    assertEquals(filesIn(folder).length, 9);
    assertEquals(await records.removeReplaced(changed), true);
    assertEquals(filesIn(folder), ["a.notes.csv", ...ofB]);
    assertEquals(await records.removeReplaced(changed), false);
  }));

Deno.test("Records removes what an image has under another name", () =>
  withDone(async (folder, records) => {
    await records.removeOtherNames([recordOf("b")]);
    assertEquals(filesIn(folder).length, 9);
    const renamed = { ...recordOf("in/a"), source: recordOf("a").source };
    await records.removeOtherNames([renamed]);
    assertEquals(filesIn(folder), ["a.notes.csv", ...ofB]);
    assertEquals(records.list().map(({ name }) => name), ["b"]);
  }));

Deno.test("Records removes nothing beyond its folder and no folders", () =>
  withFolder(async (folder) => {
    const out = `${folder}/out`;
    await Deno.mkdir(`${out}/a.csv`, { recursive: true });
    await Deno.writeTextFile(`${folder}/x`, "abc");
    const { files, ...rest } = recordOf("a");
    const outside = { path: "../x", bytes: 3 };
    const records = await Records.open(out);
    await records.add({ ...rest, files: { ...files, mask: outside } });
    await records.add({ ...rest, files: {} });
    assertEquals(filesIn(folder), ["out", "x"]);
    assertEquals(filesIn(out), ["a.csv"]);
  }));
