import {
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertRejects,
} from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import { discard, download } from "../../src/dataset/fetch_download.ts";
import { type Behaviour, type FileServer, withServer } from "./server.ts";
import { withFolder } from "../support/temporary.ts";

const FILE = Uint8Array.from(
  { length: 50_000 },
  (_, i) => (i * i + (i >> 7)) % 256,
);
const OTHER = FILE.map((value) => 255 - value);

/** A server and a folder for one test. */
async function trial(
  behaviour: Behaviour,
  test: (server: FileServer, path: string) => Promise<void>,
): Promise<void> {
  await withServer(
    { "a.zip": FILE },
    behaviour,
    (server) => withFolder((folder) => test(server, `${folder}/a.zip`)),
  );
}

async function assertHas(path: string, bytes: Uint8Array): Promise<void> {
  assertEquals(new Uint8Array(await Deno.readFile(path)), bytes);
}

Deno.test("download() brings the file to .part, and nothing to its name", async () => {
  await trial({}, async (server, path) => {
    const seen: number[][] = [];
    const part = await download(`${server.url}a.zip`, path, {
      onProgress: (done, total) => seen.push([done, total]),
    });
    assertEquals(part, `${path}.part`);
    await assertHas(part, FILE);
    await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
    assertEquals(seen.at(-1), [FILE.length, FILE.length]);
    assertEquals(server.requests, ["a.zip"]);
  });
});

Deno.test("download() goes on from where the connection was cut, by itself", async () => {
  await trial({ cuts: [10_000, 12_000] }, async (server, path) => {
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
    assertEquals(server.requests.length, 3);
    const starts = server.requests.slice(1).map((line) =>
      Number(line.match(/=(\d+)/)?.[1])
    );
    assertGreater(starts[0]!, 0);
    assertGreater(starts[1]!, starts[0]!);
    assertLess(server.sent, FILE.length + 2 * 4096);
  });
});

Deno.test("download() says how far it came when the connection breaks for good, and goes on later", async () => {
  await trial({ cuts: [20_000, 0, 0, 0, 0] }, async (server, path) => {
    const error = await assertRejects(
      () => download(`${server.url}a.zip`, path),
      InputError,
    );
    assertMatch(
      error.message,
      /a\.zip: Expected the whole file but it broke off after \d+ bytes .*go on from there$/,
    );
    server.behaviour = {};
    server.requests.length = 0;
    const sent = server.sent;
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
    assertMatch(server.requests.join(), /^a\.zip bytes=\d+-$/);
    assertLess(server.sent - sent, FILE.length);
  });
});

Deno.test("download() starts anew where the server ignores ranges", async () => {
  await trial({ cuts: [10_000], ignoresRange: true }, async (server, path) => {
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
    assertEquals(server.requests.length, 2);
  });
});

Deno.test("download() gives up on a server that ignores ranges and cuts at random", async () => {
  const cuts = Array.from({ length: 100 }, (_, i) => 4096 * (1 + (i * 7) % 5));
  await trial({ cuts, ignoresRange: true }, async (server, path) => {
    await assertRejects(
      () => download(`${server.url}a.zip`, path),
      InputError,
      "broke off",
    );
    assertLess(server.requests.length, 20);
  });
});

Deno.test("download() starts anew where the file has changed since", async () => {
  for (const anonymous of [false, true]) {
    await trial(
      { cuts: [10_000, 0, 0, 0], anonymous },
      async (server, path) => {
        await assertRejects(
          () => download(`${server.url}a.zip`, path),
          InputError,
        );
        // Without an ETag the length alone can tell.
        const changed = anonymous ? OTHER.slice(0, 49_000) : OTHER;
        server.files = { "a.zip": changed };
        server.behaviour = { anonymous };
        await assertHas(await download(`${server.url}a.zip`, path), changed);
      },
    );
  }
});

Deno.test("download() starts anew where a range begins at another byte", async () => {
  await trial({ cuts: [10_000], rangeShift: 5 }, async (server, path) => {
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
    assertEquals(server.requests.at(-1), "a.zip");
  });
});

Deno.test("download() does not fetch again what is there to the last byte", async () => {
  await trial({}, async (server, path) => {
    await download(`${server.url}a.zip`, path);
    const sent = server.sent;
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
    assertEquals(server.sent, sent);
  });
});

Deno.test("download() does not go on with a part from another address", async () => {
  await trial(
    { cuts: [10_000, 0, 0, 0], anonymous: true },
    async (server, path) => {
      await assertRejects(
        () => download(`${server.url}a.zip`, path),
        InputError,
      );
      server.behaviour = { anonymous: true };
      server.files = { "b.zip": OTHER };
      await assertHas(await download(`${server.url}b.zip`, path), OTHER);
    },
  );
});

Deno.test("download() takes a file whose length the server does not tell", async () => {
  await trial({ chunked: true }, async (server, path) => {
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
  });
});

Deno.test("download() says what a server that refuses has answered, and asks once", async () => {
  for (const status of [404, 500]) {
    await trial({ status }, async (server, path) => {
      const error = await assertRejects(
        () => download(`${server.url}a.zip`, path),
        InputError,
      );
      assertMatch(
        error.message,
        new RegExp(
          `a\\.zip: Expected the file but the server answered ${status}`,
        ),
      );
      assertEquals(server.requests.length, 1);
    });
  }
});

Deno.test("download() says that nobody answers", async () => {
  await withFolder(async (folder) => {
    const url = "http://127.0.0.1:9/a.zip";
    const error = await assertRejects(
      () => download(url, `${folder}/a.zip`),
      InputError,
    );
    assertMatch(error.message, /^http:.*a\.zip: .* broke off after 0 bytes/);
  });
});

Deno.test("download() stops when asked to, and keeps what it has", async () => {
  await trial({}, async (server, path) => {
    const stop = new AbortController();
    await assertRejects(() =>
      download(`${server.url}a.zip`, path, {
        signal: stop.signal,
        onProgress: (done) => done > 8000 && stop.abort(new Error("stopped")),
      })
    );
    const { size } = await Deno.stat(`${path}.part`);
    assertGreater(size, 8000);
    await assertHas(await download(`${server.url}a.zip`, path), FILE);
  });
});

Deno.test("discard() leaves nothing", async () => {
  await trial({}, async (server, path) => {
    const part = await download(`${server.url}a.zip`, path);
    await discard(part);
    assertEquals([...Deno.readDirSync(path.replace(/\/[^/]*$/, ""))], []);
    await discard(part);
  });
});
