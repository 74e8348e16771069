import { assertEquals } from "@std/assert";
import { serveApp } from "#karyon";
import { answerRequest } from "../../../src/app/serve/answer_request.ts";
import { withFolder } from "../../support/temporary.ts";

/** A folder with a page, and a file beside it that is none of the page's. */
async function withPage(body: (root: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/page/engine`, { recursive: true });
    await Deno.writeTextFile(`${folder}/page/index.html`, "the page");
    await Deno.writeTextFile(`${folder}/page/engine/a.wasm`, "an engine");
    await Deno.writeTextFile(`${folder}/secret.txt`, "a secret");
    await Deno.symlink(`${folder}/secret.txt`, `${folder}/page/link.txt`);
    await body(`${folder}/page`);
  });
}

const ask = async (root: string, path: string, method = "GET", instead = {}) => {
  const request = new Request(`http://127.0.0.1${path}`, { method });
  const { status, headers, ...rest } = await answerRequest(root, request, instead)
    .then(async (answer) => ({
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
    }));
  return [status, headers.get("content-type"), rest.text];
};

Deno.test("the server answers with files, and says what they are", async () => {
  await withPage(async (root) => {
    const type = "text/html; charset=utf-8", page = [200, type, "the page"];
    assertEquals(await ask(root, "/"), page);
    assertEquals(await ask(root, "/index.html?a=b"), page);
    assertEquals(await ask(root, "/engine/a%2Ewasm"), [
      200,
      "application/wasm",
      "an engine",
    ]);
    assertEquals(await ask(root, "/", "HEAD"), [200, type, ""]);
  });
});

Deno.test("nothing outside the folder is answered, nor a folder", async () => {
  await withPage(async (root) => {
    for (
      const path of [
        "/none",
        "/engine",
        "/engine/",
        "/link.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/index.html/more",
      ]
    ) assertEquals((await ask(root, path))[0], 404, path);
    assertEquals((await ask(root, "/%00"))[0], 400);
    assertEquals((await ask(root, "/%ff"))[0], 400);
    assertEquals((await ask(root, "/", "POST"))[0], 405);
  });
});

Deno.test("a text may stand in a file's place", async () => {
  await withPage(async (root) => {
    const instead = { "sw.js": "nothing is kept" };
    const type = "text/javascript; charset=utf-8";
    assertEquals(await ask(root, "/sw.js", "GET", instead), [
      200,
      type,
      "nothing is kept",
    ]);
  });
});

Deno.test("serveApp() serves to this computer alone", async () => {
  await withPage(async (root) => {
    const { address, close } = serveApp({ root, port: 0 });
    try {
      assertEquals(new URL(address).hostname, "127.0.0.1");
      const answer = await fetch(address);
      assertEquals(answer.headers.get("x-content-type-options"), "nosniff");
      assertEquals(await answer.text(), "the page");
    } finally {
      await close();
    }
  });
});
