import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { exportHtml, type Output } from "../../src/notebook/mod.ts";
import { code, notebookOf, prose } from "./made_up.ts";

Deno.test("exportHtml() leads to pages that are said to be there, and makes words of other links", async () => {
  const output: Output = {
    output_type: "display_data",
    data: { "text/markdown": "[out](02.ipynb)" },
    metadata: {},
  };
  const html = await exportHtml(
    notebookOf(
      prose("[a](02.ipynb?q#part) [*b* c](03.ipynb) [d](//e.org/02.ipynb) [e](02.csv)"),
      { ...code("shown;"), outputs: [output] },
    ),
    { pageOf: (notebook) => notebook === "02.ipynb" ? "there/two.html" : undefined },
  );
  // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
  const { document } = parseHTML(html) as any;
  assertEquals(
    [...document.querySelectorAll("main a")].map((link) =>
      [link.getAttribute("href"), link.textContent].join(" ")
    ),
    [
      ...["there/two.html?q#part a", "//e.org/02.ipynb d", "02.csv e"],
      "there/two.html out",
    ],
  );
  assertStringIncludes(document.querySelector("main p").textContent, "a b c d e");
});
