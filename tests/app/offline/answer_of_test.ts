import { assertEquals } from "@std/assert";
import { answerOf, type Kept } from "../../../src/app/offline/answer_of.ts";

const SCOPE = "https://example.org/sub/";

/** A cache with some files, each with its address as its text. */
function cacheOf(...paths: string[]): { kept: Kept; put: string[] } {
  const put: string[] = [];
  return {
    put,
    kept: {
      find(request) {
        const url = typeof request === "string" ? request : request.url;
        const isThere = paths.some((path) => `${SCOPE}${path}` === url);
        return Promise.resolve(isThere ? new Response(url) : undefined);
      },
      keep(request) {
        put.push(request.url);
        return Promise.reject(new Error("the disk is full"));
      },
    },
  };
}

/** Runs with a network that answers so. */
async function withNetwork(answer: Response | undefined, body: () => Promise<void>) {
  const given = globalThis.fetch;
  globalThis.fetch = () =>
    answer ? Promise.resolve(answer) : Promise.reject(new TypeError("no network"));
  try {
    await body();
  } finally {
    globalThis.fetch = given;
  }
}

/** An answer of the page's own server, which Deno's own answers are not. */
const basic = (status = 200) =>
  Object.defineProperty(new Response("new", { status }), "type", { value: "basic" });

Deno.test("what is kept is answered without a network", async () => {
  await withNetwork(undefined, async () => {
    const { kept } = cacheOf("index.html", "page.js");
    const answered = async (path: string) =>
      await (await answerOf(new Request(`${SCOPE}${path}`), SCOPE, kept))!.text();
    assertEquals(await answered("page.js"), `${SCOPE}page.js`);
    assertEquals(await answered("?from=desktop#top"), `${SCOPE}index.html`);
  });
});

Deno.test("what is not kept comes from the network, and is kept if it is whole", async () => {
  const { kept, put } = cacheOf();
  await withNetwork(basic(), async () => {
    const answer = await answerOf(new Request(`${SCOPE}models/a.bin`), SCOPE, kept);
    assertEquals(await answer!.text(), "new");
  });
  for (const other of [basic(206), basic(404), new Response("of another server")]) {
    await withNetwork(other, async () => {
      await answerOf(new Request(`${SCOPE}b`), SCOPE, kept);
    });
  }
  assertEquals(put, [`${SCOPE}models/a.bin`]);
});

Deno.test("what is none of the page's business is left to the browser", () => {
  const { kept } = cacheOf("page.js");
  for (
    const request of [
      new Request("https://example.org/other/page.js"),
      new Request("https://elsewhere.org/sub/page.js"),
      new Request(`${SCOPE}page.js`, { method: "POST" }),
    ]
  ) assertEquals(answerOf(request, SCOPE, kept), undefined);
});
