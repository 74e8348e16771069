import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { parseNotebook, readResults, type RunResult } from "#karyon";
import { ReportWriter } from "../../src/cli/report_writer.ts";
import type { NotebookJob } from "../../src/cli/run_job.ts";
import { withFolder } from "../support/temporary.ts";

const job = (name: string, more: Partial<NotebookJob> = {}): NotebookJob => ({
  path: `notebooks/${name}.ipynb`,
  name,
  parameters: () => Promise.resolve({}),
  ...more,
});

/** As if it had run; each of its outputs is a table. */
function ran(prose: string, tables = 1): RunResult {
  const html = "<table><tr><th>n</th></tr><tr><td>1</td></tr></table>";
  const output = {
    output_type: "display_data",
    data: { "text/html": html },
    metadata: {},
  };
  const notebook = parseNotebook({
    nbformat: 4,
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: prose },
      {
        cell_type: "code",
        id: "b",
        metadata: {},
        source: "shown;",
        outputs: Array.from({ length: tables }, () => output),
      },
    ],
  });
  return { path: "", notebook, ok: true, seconds: 1, cells: 1 };
}

const JOBS = [
  job("00"),
  job("01 %"),
  job("02"),
  job("solutions/00", { group: "Solutions" }),
  job("solutions/02", { group: "Solutions" }),
];

const RESULTS = [
  ran("# Start\n\n[1](01%20%25.ipynb#part) [2](02.ipynb) [s](solutions/00.ipynb?x)"),
  ran("# One\n\n[s](solutions/01%20%25.ipynb) [*gone*](99.ipynb) [far](//e.org/x.ipynb)"),
  ran("# Two\n\n[mail](mailto:a@b.ipynb) [bad](%E0%A4%A.ipynb)"),
  ran("# Solved\n\n[back](../00.ipynb)"),
  ran("# Solved two"),
];

/** All files of a folder by their paths. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) files.set(name, await Deno.readTextFile(`${folder}/${name}`));
    else {
      for (const [path, text] of await filesOf(`${folder}/${name}`)) {
        files.set(`${name}/${path}`, text);
      }
    }
  }
  return new Map([...files].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Each page's links to other pages and files. */
function linksOf(files: ReadonlyMap<string, string>) {
  const pages = [...files].filter(([path]) => path.endsWith(".html"));
  return new Map(pages.map(([path, html]) => {
    // deno-lint-ignore no-explicit-any -- linkedom's types name no DOM
    const { document } = parseHTML(html) as any;
    const links: string[] = [...document.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href"));
    return [path, links.filter((href) => !/^(#|[a-z]+:|\/\/)/.test(href))];
  }));
}

/** Links of a site that lead to no file. */
function deadLinks(files: ReadonlyMap<string, string>): string[] {
  return [...linksOf(files)].flatMap(([path, links]) =>
    links.filter((href) => {
      const { pathname } = new URL(href, `file:///${encodeURI(path)}`);
      return !files.has(decodeURIComponent(pathname).slice(1));
    }).map((href) => `${path} → ${href}`)
  );
}

Deno.test("a site is the same in whatever order its notebooks end, without a dead link ever", () =>
  withFolder(async (folder) => {
    const orders = [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1], [3, 4, 1, 2, 0]];
    const sites = [];
    for (const [i, order] of orders.entries()) {
      const out = `${folder}/${i}`;
      const writer = new ReportWriter(out, JOBS);
      if (i === 1) {
        for (const at of order) {
          await writer.add(at, RESULTS[at]!);
          assertEquals(deadLinks(await filesOf(out)), []);
        }
      } else {
        // Kernels that end at once do not wait for each other.
        await Promise.all(order.map((at) => writer.add(at, RESULTS[at]!)));
      }
      await writer.finish();
      sites.push(await filesOf(out));
    }
    const [first] = sites;
    assertEquals(deadLinks(first!), []);
    assertEquals(sites[1], first);
    assertEquals(sites[2], first);

    const links = linksOf(first!);
    assertEquals(links.get("00.html"), [
      ...["index.html", "01%20%25.html"],
      ...["01%20%25.html#part", "02.html", "solutions/00.html?x"],
      "00_files/table-1.csv",
      ...["index.html", "01%20%25.html"],
    ]);
    assertEquals(links.get("solutions/00.html"), [
      ...["../index.html", "02.html"],
      "../00.html",
      "00_files/table-1.csv",
      ...["../index.html", "02.html"],
    ]);
    assertEquals(links.get("index.html"), [
      ...["00.html", "01%20%25.html", "02.html"],
      ...["solutions/00.html", "solutions/02.html", "results.json"],
    ]);
    assertStringIncludes(first!.get("01 %.html")!, "<span><em>gone</em></span>");
    assertStringIncludes(first!.get("index.html")!, '<h2 class="group">Solutions</h2>');
  }));

Deno.test("a stopped run leaves a site of the pages that are there", () =>
  withFolder(async (out) => {
    const writer = new ReportWriter(out, JOBS);
    for (const at of [0, 2]) await writer.add(at, RESULTS[at]!);
    await writer.finish();
    const files = await filesOf(out);
    assertEquals(deadLinks(files), []);
    assertEquals(linksOf(files).get("02.html"), [
      ...["00.html", "index.html", "02_files/table-1.csv", "00.html", "index.html"],
    ]);
  }));

Deno.test("a report removes the files that an earlier one wrote, and no others", () =>
  withFolder(async (out) => {
    const write = async (tables: number) => {
      const writer = new ReportWriter(out, [job("00")]);
      await writer.add(0, ran("# Start", tables));
      await writer.finish();
    };
    const files = async () =>
      [...(await filesOf(out)).keys()].filter((path) => path.startsWith("00_files"));
    await write(3);
    await Deno.writeTextFile(`${out}/00_files/table-9.csv`, "a person's own");
    await write(1);
    assertEquals(await files(), ["00_files/table-1.csv", "00_files/table-9.csv"]);
    await Deno.remove(`${out}/00_files/table-9.csv`);
    await write(0);
    assertEquals([...await filesOf(out)].map(([path]) => path), [
      ...["00.html", "00.ipynb", "index.html", "results.json"],
    ]);
  }));

Deno.test("runs of one notebook are told apart in titles, index and results", () =>
  withFolder(async (out) => {
    const path = "notebooks/n.ipynb";
    const jobs = [1, 2].map((n) => job(`n,a=${n}`, { path, variant: `a=${n}` }));
    const writer = new ReportWriter(out, jobs);
    for (const at of [1, 0]) await writer.add(at, ran("# Title\n\n[me](n.ipynb)"));
    await writer.finish();
    const files = await filesOf(out);
    assertEquals(deadLinks(files), []);
    assertStringIncludes(files.get("n,a=1.html")!, "<title>Title (a=1)</title>");
    assertStringIncludes(files.get("n,a=1.html")!, "Title (a=2) →");
    assertStringIncludes(files.get("n,a=1.html")!, "<span>me</span>");
    assertStringIncludes(files.get("index.html")!, 'href="n%2Ca%3D2.html"');
    assertStringIncludes(files.get("index.html")!, "<code>a=2</code>");
    assertStringIncludes(files.get("index.html")!, 'aria-label="Title (a=2)"');
    const { notebooks } = await readResults(out);
    assertEquals(notebooks.map(({ name }) => name), ["n,a=1", "n,a=2"]);
  }));
