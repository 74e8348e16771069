import { assertEquals } from "@std/assert";
import { type ImageRecord, Records } from "../../src/cli/predict_records.ts";
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
