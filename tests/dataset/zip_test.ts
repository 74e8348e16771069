import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { InputError } from "../../src/base/mod.ts";
import { openZip } from "../../src/dataset/zip.ts";
import { withFolder } from "../support/temporary.ts";
import { replaceBytes, zipOf } from "../support/zips.ts";

/** A zip on disk, for the time of a test. */
async function withZip(
  bytes: Uint8Array,
  test: (path: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    await Deno.writeFile(`${folder}/a.zip`, bytes);
    await test(`${folder}/a.zip`);
  });
}

const noise = Uint8Array.from(
  { length: 70_000 },
  (_, i) => (i * i * 7 + i) >> 3,
);
const FILES = { "a/one.txt": "one", "noise.bin": noise, "a/empty": "" };

async function refuses(bytes: Uint8Array, message: RegExp): Promise<void> {
  await withZip(bytes, async (path) => {
    const error = await assertRejects(() => openZip(path), InputError);
    assertMatch(error.message, /a\.zip: Expected a readable zip but found: /);
    assertMatch(error.message, message);
  });
}

Deno.test("openZip() lists the files and reads them by name, stored and compressed", async () => {
  for (const compress of [false, true]) {
    await withZip(await zipOf(FILES, { compress }), async (path) => {
      const zip = await openZip(path);
      assertEquals(zip.entries, ["a/one.txt", "noise.bin", "a/empty"]);
      assertEquals(
        new TextDecoder().decode(await zip.read("a/one.txt")),
        "one",
      );
      assertEquals(await zip.read("noise.bin"), noise);
      assertEquals((await zip.read("a/empty")).length, 0);
      await zip.close();
    });
  }
});

Deno.test("openZip() reads many files at once without mixing them", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [`${i}`, `${i} `.repeat(i * 50)]),
  );
  for (const compress of [false, true]) {
    await withZip(await zipOf(files, { compress }), async (path) => {
      const zip = await openZip(path);
      const names = [...zip.entries].reverse();
      const contents = await Promise.all(names.map((name) => zip.read(name)));
      contents.forEach((bytes, i) =>
        assertEquals(new TextDecoder().decode(bytes), files[names[i]!])
      );
      await zip.close();
    });
  }
});

Deno.test("openZip() says that there is no such entry, and goes on reading", async () => {
  await withZip(await zipOf(FILES), async (path) => {
    const zip = await openZip(path);
    await assertRejects(
      () => zip.read("b"),
      InputError,
      'Expected an entry "b" but found none',
    );
    assertEquals((await zip.read("noise.bin")).length, noise.length);
    await zip.close();
  });
});

Deno.test("openZip() lets the reads that are under way end before it closes", async () => {
  await withZip(await zipOf(FILES, { compress: true }), async (path) => {
    const zip = await openZip(path);
    const [bytes] = await Promise.all([zip.read("noise.bin"), zip.close()]);
    assertEquals(bytes, noise);
    await zip.close();
  });
});

Deno.test("openZip() rejects a file whose bytes do not fit their checksum", async () => {
  await withZip(
    replaceBytes(await zipOf({ x: "some words" }), "words", "sword"),
    async (path) => {
      const zip = await openZip(path);
      const error = await assertRejects(() => zip.read("x"), InputError);
      assertMatch(
        error.message,
        /a\.zip\/x: Expected whole bytes but found: bytes that do not fit/,
      );
      await zip.close();
    },
  );
});

Deno.test("openZip() rejects compressed bytes that are broken", async () => {
  const bytes = await zipOf({ x: noise }, { compress: true });
  bytes.fill(0xff, 60, 90);
  await withZip(bytes, async (path) => {
    const zip = await openZip(path);
    await assertRejects(
      () => zip.read("x"),
      InputError,
      "Expected whole bytes but found",
    );
    await zip.close();
  });
});

Deno.test("openZip() refuses names that leave the folder, by name", async () => {
  const zip = await zipOf({ "aa/bb.png": "x" });
  await refuses(replaceBytes(zip, "aa/bb.png", "../bb.png"), /\.\.\/bb\.png/);
  await refuses(replaceBytes(zip, "aa/bb.png", "a/../.png"), /a\/\.\.\/\.png/);
  await refuses(replaceBytes(zip, "aa/bb.png", "/a/bb.png"), /\/a\/bb\.png/);
  await refuses(replaceBytes(zip, "aa/bb.png", "C:/bb.png"), /C:\/bb\.png/);
  await refuses(replaceBytes(zip, "aa/bb.png", "..\\bb.png"), /\.\.\\bb\.png/);
});

Deno.test("openZip() refuses a symbolic link, by name", async () => {
  await refuses(
    await zipOf({ "a/link": "/etc" }, { mode: 0o120777 }),
    /symbolic link, "a\/link"/,
  );
});

Deno.test("openZip() refuses a zip that names a file twice", async () => {
  const zip = await zipOf({ "x1": "one", "x2": "two" });
  await refuses(replaceBytes(zip, "x2", "x1"), /two entries "x1"/);
});

Deno.test("openZip() refuses what is no zip, and a zip that ends early", async () => {
  const zip = await zipOf(FILES);
  await refuses(
    new TextEncoder().encode("<html>404 Not Found</html>"),
    /not a zip|signature/,
  );
  await refuses(new Uint8Array(), /./);
  await refuses(zip.slice(0, zip.length - 30), /./);
  await refuses(zip.slice(0, 500), /./);
});

Deno.test("openZip() says that there is no file", async () => {
  await assertRejects(
    () => openZip("/nowhere/a.zip"),
    InputError,
    "/nowhere/a.zip: Expected a readable zip but found: no file",
  );
});

Deno.test("openZip() opens the real test set, where it is beside the repository", async () => {
  const path = new URL("../../../shared/data/dsb2018/stage1_test.zip", import.meta.url)
    .pathname;
  const isThere = await Deno.stat(path).then(() => true, () => false);
  const bytes = isThere ? undefined : await zipOf(FILES);
  await withZip(bytes ?? new Uint8Array(), async (small) => {
    const zip = await openZip(isThere ? path : small);
    const hash = createHash("sha256");
    for (const name of zip.entries) hash.update(await zip.read(name));
    const pictures = zip.entries.filter((name) => name.endsWith(".png"));
    assertEquals(pictures.length, isThere ? 65 : 0);
    assert(hash.digest("hex").length === 64);
    await zip.close();
  });
});

Deno.test("a closed zip refuses to read, and closing twice does no harm", async () => {
  await withZip(await zipOf(FILES), async (path) => {
    const zip = await openZip(path);
    await zip.close();
    await zip.close();
    await assertRejects(() => zip.read("noise.bin"), Error, "was closed before");
  });
});
