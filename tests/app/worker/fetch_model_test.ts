import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { useEngine } from "#karyon";
import { fetchModel, fetchOffered } from "../../../src/app/worker/fetch_model.ts";
import { TroubleError } from "../../../src/app/worker/trouble.ts";
import { withFolder } from "../../support/temporary.ts";
import { writeTinyModel } from "../../support/tiny_model.ts";

const models = new URL("https://example.org/sub/models/");

/** A server with the files of a folder, and what is asked of it. */
function serve(folder: string, asked: string[] = []) {
  return async ({ pathname }: URL): Promise<Response> => {
    asked.push(pathname);
    const file = pathname.replace("/sub/models/tiny/", `${folder}/`);
    const bytes = await Deno.readFile(file).catch(() => undefined);
    return bytes ? new Response(bytes) : new Response("", { status: 404 });
  };
}

Deno.test("fetchModel() counts the bytes of all files up to the whole", async () => {
  await withFolder(async (folder) => {
    await useEngine("cpu");
    await writeTinyModel(folder);
    const files = ["model.json", "card.json", "weights.bin"];
    const sizes = files.map((file) => Deno.statSync(`${folder}/${file}`).size);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const heard: number[] = [], asked: string[] = [];
    const { card, artifacts } = await fetchModel(
      models,
      { name: "tiny", bytes },
      (count, total) => {
        assertEquals(total, bytes);
        heard.push(count);
      },
      serve(folder, asked),
    );
    assertEquals(asked, files.map((file) => `/sub/models/tiny/${file}`));
    assertEquals(heard.at(-1), bytes);
    assert(heard.every((count, i) => i === 0 || count > heard[i - 1]!));
    assertEquals((artifacts.weightData as ArrayBuffer).byteLength, sizes[2]);
    assertEquals(card.threshold, 0.5);
  });
});

Deno.test("fetchModel() says which file does not come", async () => {
  await withFolder(async (folder) => {
    await useEngine("cpu");
    await writeTinyModel(folder);
    await Deno.remove(`${folder}/weights.bin`);
    const error = await assertRejects(
      () => fetchModel(models, { name: "tiny", bytes: 1 }, undefined, serve(folder)),
      TroubleError,
    );
    assertEquals(error.code, "model-unreachable");
    assertMatch(error.message, /tiny\/weights\.bin is out of reach: the server says 404/);
  });
});

Deno.test("fetchModel() refuses a model that was cut short on its way", async () => {
  await withFolder(async (folder) => {
    await useEngine("cpu");
    await writeTinyModel(folder);
    await Deno.writeFile(`${folder}/weights.bin`, new Uint8Array(1));
    const error = await assertRejects(
      () => fetchModel(models, { name: "tiny", bytes: 1 }, undefined, serve(folder)),
      TroubleError,
    );
    assertEquals(error.code, "model-unreachable");
    assertMatch(error.message, /the file is cut short/);
  });
});

Deno.test("fetchOffered() tells a network that is gone", async () => {
  const error = await assertRejects(
    () => fetchOffered(models, () => Promise.reject(new TypeError("Failed to fetch"))),
    TroubleError,
  );
  assertEquals(error.code, "model-unreachable");
  assertMatch(error.message, /models\/index\.json is out of reach: Failed to fetch/);
});
