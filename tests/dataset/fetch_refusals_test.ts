import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import { fetchParts } from "../../src/dataset/fetch.ts";
import { CSV, filesIn, PARTS, train, trial } from "./parts.ts";
import { contestZip, replaceBytes } from "../support/zips.ts";

/** Fetching fails with this message and leaves nothing, not even a part. */
async function refuses(
  files: Record<string, Uint8Array<ArrayBuffer>>,
  message: RegExp,
): Promise<void> {
  await trial(files, async (server, to) => {
    const error = await assertRejects(
      () => fetchParts(PARTS, { to, baseUrl: server.url }),
      InputError,
    );
    assertMatch(error.message, message);
    assertEquals(filesIn(to).filter((file) => !file.startsWith("train/")), []);
  });
}

Deno.test("fetchParts() refuses a page in place of the zip", async () => {
  const page = new TextEncoder().encode("<html>Please log in</html>");
  await refuses(
    { "train.zip": page },
    /train\.zip: .*Expected a readable zip but found.*the download was removed, run the same again/,
  );
});

Deno.test("fetchParts() refuses a zip that was cut before it was put on the server", async () => {
  await refuses(
    { "train.zip": train.slice(0, -200) },
    /Expected a readable zip but found/,
  );
});

Deno.test("fetchParts() refuses a zip in which one byte of one image is wrong", async () => {
  const bytes = train.slice();
  bytes[100]! ^= 1;
  await refuses({ "train.zip": bytes }, /Expected whole bytes but found/);
});

Deno.test("fetchParts() refuses a zip with fewer masks than published", async () => {
  await refuses(
    { "train.zip": await contestZip(3, 1) },
    /train\.zip: Expected 3 images and 6 masks but found 3 and 3/,
  );
});

Deno.test("fetchParts() refuses a zip whose entries leave the folder, and names them", async () => {
  const bytes = replaceBytes(
    train,
    "image2/masks/mask1.png",
    "../../../../mask1.pngg",
  );
  await refuses({ "train.zip": bytes }, /\.\.\/\.\.\/\.\.\/\.\.\/mask1\.pngg/);
});

Deno.test("fetchParts() refuses a table with other columns or fewer rows", async () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  await refuses(
    { "train.zip": train, "table.csv": encode("<html>\nno\n") },
    /table\.csv: Expected the columns ImageId,Codes but found "<html>"/,
  );
  await refuses(
    { "train.zip": train, "table.csv": CSV.slice(0, 20) },
    /table\.csv: Expected 2 rows but found 1/,
  );
});
