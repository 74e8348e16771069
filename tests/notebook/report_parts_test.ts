import { assertEquals, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import { parseHTML } from "linkedom";
import { exportHtml, type Output, reportFiles } from "../../src/notebook/mod.ts";
import { tableOutput } from "../../src/notebook/table_data.ts";
import { code, notebookOf } from "./made_up.ts";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg"/>`;

const showing = (data: Record<string, unknown>, caption?: string): Output => ({
  output_type: "display_data",
  data,
  metadata: caption === undefined ? {} : { karyon: { role: "figure", caption } },
});

const notebook = (...outputs: Output[]) => notebookOf({ ...code("shown;"), outputs });

const table = `<table><caption>C (n = 1)</caption><tr><th>a</th><th>b</th></tr>` +
  `<tr><td>0.33</td><td>x, y</td></tr></table>`;

const NOTEBOOK = notebook(
  showing({ "image/svg+xml": SVG, "image/png": "AAEC" }, "First"),
  showing({ "image/png": "AAEC", ...tableOutput([{ x: 1, y: NaN }]) }),
  showing({ "text/html": table }),
  showing({ "text/html": table, ...tableOutput([{ a: 1 / 3, b: 'x, "y"' }]) }),
  showing({ "text/html": "<p>no table</p>" }),
);

Deno.test("reportFiles() holds figures as SVG and PNG, values unrounded as CSV", () => {
  const files = reportFiles(NOTEBOOK, "one_files");
  assertEquals(files.map(({ path, content }) => [path, content]), [
    ["one_files/figure-1.svg", SVG],
    ["one_files/figure-1.png", Buffer.from([0, 1, 2])],
    ["one_files/picture-1.png", Buffer.from([0, 1, 2])],
    ["one_files/picture-1.csv", "x,y\n1,NaN\n"],
    ["one_files/table-1.csv", 'a,b\n0.33,"x, y"\n'],
    ["one_files/table-2.csv", 'a,b\n0.3333333333333333,"x, ""y"""\n'],
  ]);
});

Deno.test("exportHtml() links to each file under its figure or table, if told where they are", async () => {
  // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
  const { document } = parseHTML(await exportHtml(NOTEBOOK, { files: "a b" })) as any;
  const links = [...document.querySelectorAll("a[download]")];
  assertEquals(links.map((link) => [link.getAttribute("href"), link.textContent]), [
    ["a%20b/figure-1.svg", "SVG"],
    ["a%20b/figure-1.png", "PNG"],
    ["a%20b/picture-1.png", "PNG"],
    ["a%20b/picture-1.csv", "CSV"],
    ["a%20b/table-1.csv", "CSV"],
    ["a%20b/table-2.csv", "CSV"],
  ]);
  assertEquals(links[0].getAttribute("aria-label"), "Download figure 1 as SVG");
  assertEquals(links[0].closest("figure").id, "figure-1");
  const box = document.getElementById("table-2");
  assertEquals(
    ["role", "tabindex", "aria-label"].map((name) => box.getAttribute(name)),
    ["region", "0", "C (n = 1)"],
  );
  assertEquals(
    [...document.querySelectorAll("figure")].map((figure) => figure.className),
    ["drawing", "photograph"],
  );
  assertEquals((await exportHtml(NOTEBOOK)).includes("download="), false);
});

for (
  const inner of [
    "<script>alert(1)</script>",
    `<rect onload="alert(1)"/>`,
    "<foreignObject/>",
    `<a href="javascript:alert(1)"/>`,
  ]
) {
  Deno.test(`an SVG with ${inner} is no file: opened alone it could run`, () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
    assertEquals(reportFiles(notebook(showing({ "image/svg+xml": svg })), "f"), []);
  });
}

Deno.test("a table of more than 200,000 characters is shown without its values", () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({ a: "123456" }));
  assertEquals(Object.keys(tableOutput(rows(10_000))).length, 1);
  assertEquals(tableOutput(rows(20_000)), {});
});

Deno.test("exportHtml() leads to the pages before and after, at its top and its foot", async () => {
  const html = await exportHtml(notebookOf("1;"), {
    index: "index.html",
    previous: { href: "01.html", title: "1. <Data>" },
    next: { href: "03.html", title: "3. Training" },
  });
  // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
  const { document } = parseHTML(html) as any;
  const navs = [...document.querySelectorAll("nav.reports")];
  assertEquals(navs.length, 2);
  for (const nav of navs) {
    assertEquals(
      [...nav.children].map((link) => [link.getAttribute("href"), link.textContent]),
      [
        ["01.html", "← 1. <Data>"],
        ["index.html", "All reports"],
        ["03.html", "3. Training →"],
      ],
    );
  }
  const [skip] = document.body.children;
  assertEquals(
    document.getElementById(skip.getAttribute("href").slice(1)).localName,
    "main",
  );
  assertStringIncludes(await exportHtml(notebookOf("1;")), "<main");
  assertEquals((await exportHtml(notebookOf("1;"))).includes("<nav"), false);
});
