/** A browser or a server that fails: told in words, with a way on. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { encodePng } from "#karyon";
import { click, drop, look, outcomeOf, until, wordsOf } from "./hands.ts";
import { cells, cellsFile, repeat } from "./own_files.ts";
import { MODELS, type Site } from "./site.ts";
import type { Instead } from "./plain_server.ts";

/** What the browser says of answers that are none, on its own. */
const NO_ANSWER = /Failed to load resource/;

const FOUND = /^\d+ nuclei$/;

const status = (code: number): Instead => () => new Response("no", { status: code });

/** The worker's program, after some other lines: as if the browser were another one. */
const after = (lines: string): Instead => (bytes) =>
  new Response(`${lines}\n${new TextDecoder().decode(bytes)}`, {
    headers: { "content-type": "text/javascript" },
  });

/** Answers otherwise for the time of a visit. */
async function withInstead(
  { server: { instead } }: Site,
  path: string,
  answer: Instead,
  use: () => Promise<void>,
): Promise<void> {
  instead.set(path, answer);
  try {
    await use();
  } finally {
    instead.clear();
  }
}

const WEIGHTS = `models/${MODELS[0]}/weights.bin`;
const NETWORK = `models/${MODELS[0]}/model.json`;

/** A model's file that does not come or is another one, and what is said of it. */
const ANSWERS: readonly (readonly [path: string, Instead, exact: string])[] = [
  [WEIGHTS, status(404), "weights.bin is out of reach: the server says 404"],
  [NETWORK, status(500), "model.json is out of reach: the server says 500"],
  [WEIGHTS, (bytes) => new Response(bytes.subarray(0, 1000)), "1000"],
  [NETWORK, () => new Response("<p>Please log in</p>"), "model.json"],
];

/** Files of a model that do not come, or not whole; another model; then they do. */
export async function tellsModelsOutOfReach(site: Site): Promise<void> {
  const { server: { instead } } = site;
  const { name, bytes } = await cellsFile();
  await withInstead(site, WEIGHTS, status(404), () =>
    site.visit(async (visit) => {
      const { page } = visit;
      await drop(visit, { name, bytes });
      for (const [turn, [path, answer, exact]] of ANSWERS.entries()) {
        instead.clear();
        instead.set(path, answer);
        if (turn > 0) await click(page, "Try again");
        await until(
          page,
          `document.querySelector(".bad-note .exact")?.textContent
          .includes("${exact}")`,
        );
        assertEquals(await outcomeOf(page, name), "No model");
        assertStringIncludes(
          await wordsOf(page, ".bad-note"),
          "The model could not be fetched",
        );
      }
      await page.select(".side select", MODELS[1]);
      await click(page, "Try again");
      const others = await outcomeOf(page, name);
      assertMatch(others, FOUND);
      instead.clear();
      await page.select(".side select", MODELS[0]);
      // It finds some nuclei more in this image.
      await until(page, `document.querySelector(".status").textContent !== "${others}"`);
      assertMatch(await outcomeOf(page, name), FOUND);
    }, NO_ANSWER));
}

/** The list of models, or the worker, is out of reach. */
export async function tellsPartsOutOfReach(site: Site): Promise<void> {
  await withInstead(
    site,
    "models/index.json",
    status(404),
    () =>
      site.visit(async (visit) => {
        const { page } = visit;
        await until(
          page,
          "document.querySelector('main').innerText.includes('could not be fetched')",
        );
        site.server.instead.clear();
        await Promise.all([page.waitForNavigation(), click(page, "Try again")]);
        await page.waitForSelector(".drop");
        await drop(visit, await cellsFile());
        assertMatch(await outcomeOf(page, "cells.png"), FOUND);
      }, NO_ANSWER),
  );
  await withInstead(site, "worker.js", status(500), () =>
    site.visit(async (visit) => {
      await drop(visit, await cellsFile());
      assertEquals(await outcomeOf(visit.page, "cells.png"), "Not computed");
      assertStringIncludes(
        await wordsOf(visit.page, ".bad-note"),
        "This browser cannot compute here",
      );
    }, /Failed to (load resource|fetch)/));
}

/** No WebGPU: WebAssembly. No SIMD, or no WebAssembly: words. */
export async function tellsEngines(site: Site): Promise<void> {
  await site.visit(async ({ page }) => {
    await until(
      page,
      "document.querySelector('.badges').innerText.includes('WebAssembly')",
    );
    assertStringIncludes(
      await wordsOf(page, ".engine-note"),
      "no WebGPU, so WebAssembly",
    );
    await click(page, "Help");
    assertMatch(
      await wordsOf(page, "dialog"),
      /Engine: wasm \(.+\), because webgpu is not available: .+/,
    );
  });
  const lines = ["WebAssembly.validate = () => false;", "delete globalThis.WebAssembly;"];
  for (const line of lines) {
    await withInstead(site, "worker.js", after(line), () =>
      site.visit(async (visit) => {
        const { page } = visit;
        await drop(visit, await cellsFile());
        assertEquals(await outcomeOf(page, "cells.png"), "Not computed", line);
        const said = await wordsOf(page, ".bad-note");
        assertStringIncludes(said, "WebAssembly with SIMD");
        assertStringIncludes(said, "Update the browser");
        // The image itself can be seen all the same.
        assertEquals(
          await wordsOf(page, ".stage-name p"),
          "256 × 256 pixels, colour, 8 bit",
        );
      }));
  }
}

/** Arrays of more numbers than this are refused, as by a computer that is short of memory. */
const SCARCE = `{
  const Plenty = Float32Array;
  globalThis.Float32Array = new Proxy(Plenty, {
    construct(target, given, by) {
      if (given[0] > 300_000) throw new RangeError("Array buffer allocation failed");
      return Reflect.construct(target, given, by === Float32Array ? Plenty : by);
    },
  });
}`;

/** A large image is too much; the next one is not. */
export async function tellsMemory(site: Site): Promise<void> {
  const large = { name: "large.png", bytes: await encodePng(repeat(cells, 3)) };
  await withInstead(site, "worker.js", after(SCARCE), () =>
    site.visit(async (visit) => {
      const { page } = visit;
      await drop(visit, large, await cellsFile());
      assertEquals(await outcomeOf(page, "large.png"), "Out of memory");
      assertMatch(await outcomeOf(page, "cells.png"), FOUND);
      await look(page, "large.png");
      const said = await wordsOf(page, ".bad-note");
      assertStringIncludes(said, "The memory was not enough");
      assertStringIncludes(said, "Remove images from the list");
      await click(page, "Remove this image");
      assertEquals(await wordsOf(page, "#stage-title"), "cells.png");
    }));
}
