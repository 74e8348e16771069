import { assertEquals, assertExists, assertMatch, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { InputError } from "../../src/base/mod.ts";
import { fetchDsb2018, fetchParts } from "../../src/dataset/fetch.ts";
import type { ZipPart } from "../../src/dataset/fetch_parts.ts";
import { CSV, filesIn, PARTS, TRAIN, train, trial } from "./parts.ts";
import { withFolder } from "../support/temporary.ts";
import { contestZip, zipOf } from "../support/zips.ts";

const sha256 = (text: string | Uint8Array) =>
  createHash("sha256").update(text).digest("hex");

Deno.test("fetchParts() downloads, unpacks and sums up the content", async () => {
  await trial({ "train.zip": train, "table.csv": CSV }, async (server, to) => {
    const notes = new Set<string | undefined>();
    const [zip, csv] = await fetchParts(PARTS, {
      to,
      baseUrl: server.url,
      onProgress: (_done, _total, note) => notes.add(note),
    });
    const files = filesIn(to);
    assertEquals(files.length, 10);
    assertEquals(files.slice(0, 2), [
      "table.csv",
      "train/image0/images/image0.png",
    ]);
    const lines = files.slice(1).map((file) =>
      `${file.slice("train/".length)} ${sha256(Deno.readFileSync(`${to}/${file}`))}\n`
    );
    assertEquals(zip, {
      name: "train",
      path: `${to}/train`,
      status: "fetched",
      images: 3,
      masks: 6,
      checksum: sha256(lines.join("")),
      asPublished: null,
    });
    assertEquals(csv?.checksum, sha256(CSV));
    assertEquals([...notes], ["train.zip", "unpacking", "table.csv"]);
  });
});

Deno.test("fetchParts() does not ask again for what is complete", async () => {
  await trial({ "train.zip": train, "table.csv": CSV }, async (server, to) => {
    const first = await fetchParts(PARTS, { to, baseUrl: server.url });
    server.requests.length = 0;
    const second = await fetchParts(PARTS, { to, baseUrl: server.url });
    assertEquals(server.requests, []);
    assertEquals(second, first.map((part) => ({ ...part, status: "present" })));
  });
});

Deno.test("fetchParts() gives the same checksum for a zip, a folder and a wrapped zip", async () => {
  await withFolder(async (from) => {
    const image = new Uint8Array([1, 2, 3]);
    const part: ZipPart = { kind: "zip", name: "one", images: 1, masks: 0 };
    const inFolder: ZipPart = { ...part, name: "two" };
    const wrapped: ZipPart = { ...part, name: "three" };
    const name = "a/images/a.png";
    await Deno.writeFile(
      `${from}/one.zip`,
      await zipOf({ [name]: image }, { compress: true }),
    );
    await Deno.mkdir(`${from}/two/a/images`, { recursive: true });
    await Deno.writeFile(`${from}/two/${name}`, image);
    await Deno.writeFile(
      `${from}/three.zip`,
      await zipOf({
        [`three/${name}`]: image,
        [`__MACOSX/three/${name}`]: "x",
        "three/.DS_Store": "x",
      }),
    );
    const to = `${from}/to`;
    const fetched = await fetchParts([part, inFolder, wrapped], {
      to,
      from,
      baseUrl: "x:",
    });
    assertEquals(
      fetched.map(({ checksum }) => checksum),
      Array(3).fill(fetched[0]?.checksum),
    );
    assertEquals(filesIn(to), [`one/${name}`, `three/${name}`, `two/${name}`]);
  });
});

Deno.test("fetchParts() tells whether the content is the published one", async () => {
  await trial({ "train.zip": train }, async (server, to) => {
    const other = { ...TRAIN, checksum: "0".repeat(64) };
    const [first] = await fetchParts([other], { to, baseUrl: server.url });
    assertEquals(first?.asPublished, false);
    assertExists(first?.checksum);
    const same = { ...TRAIN, checksum: first.checksum };
    const [second] = await fetchParts([same], { to, baseUrl: server.url });
    assertEquals(second?.asPublished, true);
  });
});

Deno.test("fetchParts() goes on with the download that an earlier call began", async () => {
  await trial({ "train.zip": train }, async (server, to) => {
    server.behaviour = { cuts: [1000, 0, 0, 0] };
    await assertRejects(
      () => fetchParts([TRAIN], { to, baseUrl: server.url }),
      InputError,
    );
    assertEquals(filesIn(to), ["train.zip.part", "train.zip.part.json"]);
    server.behaviour = {};
    server.requests.length = 0;
    await fetchParts([TRAIN], { to, baseUrl: server.url });
    assertMatch(server.requests.join(), /^train\.zip bytes=\d+-$/);
    assertEquals(filesIn(to).filter((file) => !file.startsWith("train/")), []);
  });
});

Deno.test("fetchParts() keeps the download when it is stopped while unpacking", async () => {
  await trial({ "train.zip": train }, async (server, to) => {
    const stop = new AbortController();
    await assertRejects(
      () =>
        fetchParts([TRAIN], {
          to,
          baseUrl: server.url,
          signal: stop.signal,
          onProgress: (_done, _total, note) =>
            note === "unpacking" && stop.abort(new Error("stop")),
        }),
      Error,
      "stop",
    );
    assertEquals(filesIn(to), ["train.zip.part", "train.zip.part.json"]);
    const sent = server.sent;
    await fetchParts([TRAIN], { to, baseUrl: server.url });
    assertEquals(server.sent, sent);
  });
});

Deno.test("fetchParts() says which folder is not complete and what to do", async () => {
  await trial({ "train.zip": train }, async (server, to) => {
    await fetchParts([TRAIN], { to, baseUrl: server.url });
    await Deno.remove(`${to}/train/image1/masks/mask0.png`);
    const error = await assertRejects(
      () => fetchParts([TRAIN], { to, baseUrl: server.url }),
      InputError,
    );
    assertMatch(
      error.message,
      /\/train: Expected 3 images and 6 masks but found 3 and 5; remove it and run the same again$/,
    );
  });
});

Deno.test("fetchDsb2018() asks the address for the published files, in order", async () => {
  await trial({ "stage1_train.zip": train }, async (server, to) => {
    const error = await assertRejects(
      () => fetchDsb2018({ to, baseUrl: server.url.slice(0, -1) }),
      InputError,
    );
    assertMatch(
      error.message,
      /Expected 670 images and 29461 masks but found 3 and 6/,
    );
    assertEquals(server.requests, ["stage1_train.zip"]);
    assertEquals(filesIn(to), []);
  });
});

Deno.test("fetchDsb2018() says what is missing in the folder that it should take from", async () => {
  await withFolder(async (from) => {
    await assertRejects(
      () => fetchDsb2018({ from, to: `${from}/to` }),
      InputError,
      `${from}: Expected stage1_train.zip or stage1_train/ but found neither`,
    );
  });
});

Deno.test("fetchParts() unpacks the real test set, where it is beside the repository", async () => {
  const shared = new URL("../../../shared/data/dsb2018/", import.meta.url).pathname;
  const isThere = await Deno.stat(`${shared}stage1_test.zip`).then(
    () => true,
    () => false,
  );
  await withFolder(async (folder) => {
    const part: ZipPart = isThere
      ? { kind: "zip", name: "stage1_test", images: 65, masks: 0 }
      : { kind: "zip", name: "stage1_test", images: 2, masks: 0 };
    if (!isThere) {
      await Deno.writeFile(`${folder}/stage1_test.zip`, await contestZip(2, 0));
    }
    const [fetched] = await fetchParts([part], {
      to: `${folder}/to`,
      from: isThere ? shared : folder,
      baseUrl: "x:",
    });
    assertEquals(filesIn(`${folder}/to`).length, part.images);
    if (isThere) {
      assertEquals(
        fetched?.checksum,
        "08b0b0451390485e9a423c0015416b824ab2a995645f493d8d014b2386555eea",
      );
    }
  });
});
