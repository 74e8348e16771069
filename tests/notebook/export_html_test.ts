import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { exportHtml, type Output, writeNotebook } from "../../src/notebook/mod.ts";
import { code, notebookOf, prose, run } from "./made_up.ts";

// deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
type Page = any;

const page = async (...given: Parameters<typeof exportHtml>): Promise<Page> =>
  parseHTML(await exportHtml(...given)).document;

const showing = (data: Record<string, unknown>, metadata = {}): Output => ({
  output_type: "display_data",
  data,
  metadata,
});

const withOutputs = (...outputs: Output[]) => ({ ...code("shown;"), outputs });

const words = (element: Page): string => element.textContent.replace(/\s+/g, " ").trim();

Deno.test("exportHtml() renders Markdown, mathematics as MathML, and coloured code", async () => {
  const document = await page(notebookOf(
    prose(
      "# Nuclei & more\n\nWhere $a^2$ is *even*.\n\n$$\n\\frac{1}{2}\n$$\n\n| a |\n|--:|\n| 1 |",
    ),
    `const a: number = "<b>".length; // why`,
  ));
  assertEquals(document.querySelector("title").textContent, "Nuclei & more");
  assertEquals(document.querySelectorAll("h1").length, 1);
  assertEquals(document.querySelectorAll("math").length, 2);
  assertEquals(
    document.querySelectorAll("math[display=block] mfrac").length,
    1,
  );
  assertEquals(document.querySelector("td").getAttribute("align"), "right");
  const source = document.querySelector("pre.code");
  assertEquals(source.textContent, `const a: number = "<b>".length; // why`);
  assertEquals(source.querySelector(".hljs-keyword").textContent, "const");
  assertEquals(source.querySelector(".hljs-comment").textContent, "// why");
});

Deno.test("exportHtml() gives headings anchors and leads to them from the contents", async () => {
  const document = await page(notebookOf(
    prose("# T\n\n## First part\n\n## First part\n\n### Zähler `n`"),
  ));
  const links = [...document.querySelectorAll(".contents a")];
  assertEquals(links.map((link) => link.getAttribute("href")), [
    "#first-part",
    "#first-part-2",
    "#zähler-n",
  ]);
  for (const link of links) {
    const target = document.getElementById(link.getAttribute("href").slice(1));
    assertStringIncludes(target.textContent, link.textContent);
  }
});

Deno.test("exportHtml() leads from notebook to notebook, and nowhere else anew", async () => {
  const document = await page(notebookOf(prose(
    "[a](02_train.ipynb) [b](../x/y.ipynb#part) [c](https://e.org/z.ipynb) [d](#here)",
  )));
  assertEquals(
    [...document.querySelectorAll("p a")].map((link: Page) => link.getAttribute("href")),
    ["02_train.html", "../x/y.html#part", "https://e.org/z.ipynb", "#here"],
  );
});

Deno.test("exportHtml() prefers svg to png to html to markdown to json to text", async () => {
  const all: [string, unknown][] = [
    ["image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"/>`],
    ["image/png", "AAAA"],
    ["text/html", "<i>html</i>"],
    ["text/markdown", "*markdown*"],
    ["application/json", { json: 1 }],
    ["text/plain", "text"],
  ];
  const shown = all.map((_, i) => showing(Object.fromEntries(all.slice(i).reverse())));
  const document = await page(notebookOf(withOutputs(...shown)));
  const [, ...outputs] = document.querySelector(".cell").children;
  assertEquals(
    outputs.map((output: Page) =>
      output.querySelector("img")?.src.slice(0, 18) ?? words(output)
    ),
    [
      "data:image/svg+xml",
      "data:image/png;bas",
      "html",
      "markdown",
      '{ "json": 1 }',
      "text",
    ],
  );
});

Deno.test("exportHtml() numbers figures and gives them caption and alt text once", async () => {
  const figure = (caption: string) =>
    showing({ "image/png": "AAAA", "text/plain": "alt" }, {
      karyon: { role: "figure", caption, alt: `alt of ${caption}`, width: 30 },
    });
  const caption = showing({ "text/html": "<p>A < B</p>" }, {
    karyon: { role: "caption" },
  });
  const document = await page(
    notebookOf(withOutputs(figure("A < B"), caption), withOutputs(figure("C"))),
  );
  const captions = [...document.querySelectorAll("figcaption")].map(words);
  assertEquals(captions, ["Figure 1. A < B", "Figure 2. C"]);
  assertEquals(
    document.querySelector("img").getAttribute("alt"),
    "alt of A < B",
  );
  assertEquals(words(document.querySelector("main")).split("A < B").length, 2);
});

Deno.test("exportHtml() runs and fetches nothing, whatever the notebook holds", async () => {
  const evil = `<script>alert(1)</script><img src="x" onerror="alert(2)" alt="pic">` +
    `<a href=" java&#9;script:alert(3)" onclick="alert(4)">go</a><a href="&#106;avascript:alert(8)">go</a>` +
    `<iframe src="https://e.org"></iframe><svg onload="alert(5)"><script>alert(6)</script></svg>` +
    `<p style="background:url(https://e.org/x)">kept</p><link rel="stylesheet" href="https://e.org">` +
    `<img src="https://e.org/a.png" alt="far"><video src="https://e.org/v"></video>`;
  const html = await exportHtml(notebookOf(
    prose(`${evil}\n\n![far too](https://e.org/b.png)`),
    withOutputs(
      showing({ "text/html": evil }),
      showing({ "text/markdown": evil }),
      showing({ "text/plain": evil }, {}),
      showing({
        "text/plain": "x",
        "image/svg+xml": `<svg><script>alert(7)</script></svg>`,
      }),
    ),
  ));
  const { document } = parseHTML(html) as Page;
  assertEquals(
    [...document.querySelectorAll(
      "script, iframe, link, video, object, embed",
    )],
    [],
  );
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      assert(!name.startsWith("on"), `${element.localName} has ${name}`);
      assert(
        !/^javascript:/.test(value.replace(/\s/g, "")),
        `${name} is ${value}`,
      );
      if (name === "src") assert(value.startsWith("data:image/"), value);
      if (name === "style") assert(!value.includes("url("), value);
    }
  }
  assertMatch(html, /Content-Security-Policy" content="default-src 'none'/);
  assertStringIncludes(words(document.body), "kept");
  assertStringIncludes(words(document.body), "[far too]");
});

Deno.test("exportHtml() strips terminal colours and tells streams apart", async () => {
  const document = await page(notebookOf(withOutputs(
    { output_type: "stream", name: "stdout", text: "\x1b[31mred\x1b[0m\n" },
    { output_type: "stream", name: "stderr", text: "careful\n" },
    {
      output_type: "error",
      ename: "E",
      evalue: "bad",
      traceback: ["\x1b[1mE: bad\x1b[0m", "    at x"],
    },
  )));
  assertEquals(document.querySelector("pre.stream").textContent, "red");
  assertEquals(document.querySelector("pre.stderr").textContent, "careful");
  assertEquals(
    words(document.querySelector(".error")),
    "E: badat x".replace("dat", "d at"),
  );
});

Deno.test("exportHtml() folds long code and shows pictures attached to prose", async () => {
  const long = Array.from({ length: 60 }, (_, i) => `const a${i} = 1;`).join(
    "\n",
  );
  const attached = {
    ...prose("![dot](attachment:dot.png)"),
    attachments: { "dot.png": { "image/png": "AAAA" } },
  };
  const document = await page(notebookOf(long, "short;", attached));
  assertEquals(
    words(document.querySelector("details.code summary")),
    "Code, 60 lines",
  );
  assertEquals(document.querySelectorAll("pre.code").length, 2);
  assertEquals(
    document.querySelector("img").getAttribute("src"),
    "data:image/png;base64,AAAA",
  );
});

Deno.test("exportHtml() shows at its foot the facts of the run and what cells recorded", async () => {
  const { notebook } = await run([
    code("const seed = 1;", "parameters"),
    `import { showProvenance } from "./src/notebook/mod.ts";
     await showProvenance({ engine: "wasm", data: { train: "sha256:1" } });`,
  ], { parameters: { seed: 5 } });
  const document = await page(notebook, {
    title: "T",
    provenance: { karyon: "0.1.0" },
  });
  const terms = [...document.querySelectorAll(".provenance dt")].map(words);
  const values = [...document.querySelectorAll(".provenance dd")].map(words);
  const facts = Object.fromEntries(terms.map((term, i) => [term, values[i]]));
  assertEquals(facts["deno"], Deno.version.deno);
  assertEquals(facts["parameters.seed"], "5");
  assertEquals(facts["engine"], "wasm");
  assertEquals(facts["data.train"], "sha256:1");
  assertEquals(facts["karyon"], "0.1.0");
  assertMatch(facts["run"]!, /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  assertMatch(facts["run time"]!, /^\d+(\.\d)? s$/);
  assertEquals(document.querySelector(".cell table"), null);
});

Deno.test("exportHtml() says at the top that a run failed, and leads to the cell", async () => {
  const { notebook } = await run([
    prose("# T"),
    `\nthrow new RangeError("a < b");`,
  ]);
  const file = await Deno.makeTempFile({ suffix: ".ipynb" });
  await writeNotebook(file, notebook);
  await Deno.remove(file);
  const document = await page(notebook);
  const banner = document.querySelector(".failure");
  assertEquals(
    words(banner),
    "This run failed in cell 2, line 2: RangeError: a < b",
  );
  const target = document.getElementById(
    banner.querySelector("a").getAttribute("href").slice(1),
  );
  assertStringIncludes(
    words(target.querySelector(".error")),
    "RangeError: a < b",
  );
});
