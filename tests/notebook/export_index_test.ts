import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { Buffer } from "node:buffer";
import { parseHTML } from "linkedom";
import sharp from "sharp";
import { exportIndex } from "../../src/notebook/mod.ts";
import { code, notebookOf, prose } from "./made_up.ts";

for (
  const [ok, words] of [
    [true, "1 notebook, which ran to its end in 9.0 s."],
    [false, "1 notebook, which failed after 9.0 s."],
  ] as const
) {
  Deno.test(`exportIndex() says of a single notebook: ${words}`, async () => {
    const entry = { href: "a.html", notebook: notebookOf("1;"), ok, seconds: 9 };
    // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
    const { document } = parseHTML(await exportIndex([entry], { title: "R" })) as any;
    assertEquals(document.querySelector(".lead").textContent, words);
  });
}

Deno.test("exportIndex() lists notebooks with words, status, time and a small picture", async () => {
  const png = await sharp({
    create: { width: 1600, height: 900, channels: 3, background: "#ff0000" },
  }).png().toBuffer();
  const picture = {
    ...code("picture;"),
    outputs: [{
      output_type: "display_data",
      data: { "image/png": png.toString("base64") },
      metadata: {},
    }],
  };
  const html = await exportIndex([
    {
      href: "01_data.html",
      notebook: notebookOf(
        prose("# The *data*\n\nWhat [it](x.ipynb) holds.\n\nMore."),
        picture,
      ),
      ok: true,
      seconds: 200,
    },
    {
      href: "02_train.html",
      notebook: notebookOf(prose("## No title")),
      ok: false,
      seconds: 2.04,
      error: {
        notebook: "02_train.ipynb",
        cell: 3,
        cellId: "c",
        line: 7,
        name: "TypeError",
        message: "a < b",
      },
    },
  ], { title: "Reports", provenance: { commit: "abc" } });
  // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
  const { document } = parseHTML(html) as any;
  const [first, second] = document.querySelectorAll(".entry");
  const text = (selector: string, within = first) =>
    within.querySelector(selector)?.textContent;
  assertEquals(text("h1", document), "Reports");
  assertEquals(
    text(".lead", document),
    "2 notebooks, 1 failed; together they ran for 3 min 22 s.",
  );
  assertEquals(text("h2 a"), "The data");
  assertEquals(
    first.querySelector("h2 a").getAttribute("href"),
    "01_data.html",
  );
  assertEquals(text("p"), "What it holds.");
  assertEquals(first.querySelector("p a"), null);
  assertEquals(text(".status"), "ran in 3 min 20 s");
  assertEquals(text("h2 a", second), "02_train.html");
  assertEquals(text(".status", second), "failed after 2.0 s");
  assertEquals(text(".failure", second), "Cell 3, line 7: TypeError: a < b");
  assertEquals(text(".provenance dd", document), "abc");

  const source: string = first.querySelector("img").getAttribute("src");
  assert(source.startsWith("data:image/png;base64,"));
  const small = await sharp(Buffer.from(source.split(",")[1]!, "base64"))
    .metadata();
  assertLessOrEqual(small.width, 480);
  assertEquals(second.querySelector("img"), null);
});

Deno.test("exportIndex() shows a notebook's number where it has no picture", async () => {
  const entryOf = (title: string) => ({
    href: "a.html",
    notebook: notebookOf(prose(title)),
    ok: true,
    seconds: 1,
  });
  const entries = ["# 4. Masks: solutions", "# Masks"].map(entryOf);
  // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
  const { document } = parseHTML(await exportIndex(entries, { title: "R" })) as any;
  const shown = [...document.querySelectorAll("span.thumbnail")];
  assertEquals(shown.map(({ textContent }) => textContent), ["4", ""]);
});
