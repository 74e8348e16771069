import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { exportHtml } from "../../src/mod.ts";
import { InputError } from "../../src/base/mod.ts";
import { printPages } from "../../src/cli/pdf.ts";
import { findChromium } from "../../src/cli/pdf_browser.ts";
import { notebookOf, prose } from "../notebook/made_up.ts";

const CACHE = new URL("../../.cache/", import.meta.url).pathname;

/** A folder with empty files in it, gone afterwards. */
async function withFiles(
  names: readonly string[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  await Deno.mkdir(CACHE, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: CACHE, prefix: "pdf_test_" });
  try {
    for (const name of names) await Deno.writeTextFile(`${folder}/${name}`, "");
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("findChromium() takes the named browser before the first that is on the path", () =>
  withFiles(["google-chrome", "chromium", "mine", "other"], async (folder) => {
    const path = { PATH: `/nowhere:${folder}` };
    const named = { ...path, CHROME_PATH: `${folder}/other` };
    assertEquals(await findChromium(path, "linux"), `${folder}/chromium`);
    assertEquals(await findChromium(named, "linux"), `${folder}/other`);
    assertEquals(
      await findChromium({ ...named, KARYON_CHROMIUM: `${folder}/mine` }, "linux"),
      `${folder}/mine`,
    );
  }));

Deno.test("findChromium() says what it looked for, and how to name a browser", async () => {
  const none = await assertRejects(
    () => findChromium({ PATH: "/nowhere" }, "linux"),
    InputError,
  );
  assertStringIncludes(none.message, "chromium, chromium-browser, google-chrome");
  assertStringIncludes(none.message, "KARYON_CHROMIUM=");
  await assertRejects(
    () => findChromium({ PATH: "/nowhere", KARYON_CHROMIUM: "/nowhere/mine" }, "linux"),
    InputError,
    "KARYON_CHROMIUM: Expected a browser but found no file /nowhere/mine",
  );
});

Deno.test("printPages() names a page that is not there, and a browser that does not start", () =>
  withFiles(["a.html", "no_browser"], async (folder) => {
    await assertRejects(
      () => printPages(folder, ["a.html", "b.html"]),
      InputError,
      "b.html: Expected a page to print but found no file",
    );
    await assertRejects(
      () => printPages(folder, ["a.html"], { browser: `${folder}/no_browser` }),
      InputError,
      "no_browser: Expected a Chromium that starts but found",
    );
    assertEquals(await printPages(folder, []), []);
  }));

const browser = await findChromium().catch(() => undefined);
if (browser === undefined) console.log("tests/cli/pdf_test.ts: no Chromium here");

Deno.test({
  name:
    "printPages() prints pages to PDFs beside them, titled, without addresses in files",
  ignore: browser === undefined,
  // The browser's client keeps timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFiles([], async (folder) => {
      const text =
        "# Nuclei\n\n[next](b.ipynb), [far](https://example.org/far)\n\n## Part";
      await Deno.writeTextFile(
        `${folder}/a b.html`,
        await exportHtml(notebookOf(prose(text))),
      );
      const steps: string[] = [];
      const onProgress = (done: number, total: number) => steps.push(`${done}/${total}`);
      assertEquals(await printPages(folder, ["a b.html"], { onProgress }), ["a b.pdf"]);
      assertEquals(steps, ["0/1", "1/1"]);
      const pdf = new TextDecoder("latin1").decode(
        await Deno.readFile(`${folder}/a b.pdf`),
      );
      assert(pdf.startsWith("%PDF-"));
      assertEquals(pdf.match(/\/Type ?\/Page\b/g)?.length, 1);
      assertStringIncludes(pdf, "/Title (Nuclei)");
      assertStringIncludes(pdf, "/Outlines");
      assertStringIncludes(pdf, "https://example.org/far");
      assertEquals(pdf.includes("file:"), false);
    }),
});
