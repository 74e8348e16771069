import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { segmentationViewer } from "../../src/app/mod.ts";
import { createImage } from "../../src/images/mod.ts";
import { openDocument } from "../../src/notebook/html.ts";
import { exportHtml, exportResults, parseNotebook } from "../../src/notebook/mod.ts";
import { viewerDisplay } from "../../src/notebook/show_viewer.ts";
import { quoted, toldTo, viewerPage } from "../../src/notebook/viewer_page.ts";

const LABELS = Int32Array.of(1, 0, 2, 2);
const image = createImage(2, 2, 1);
const viewer = segmentationViewer({
  image,
  labels: LABELS,
  title: "</script><b>&lt;Two</b>",
  caption: 'Two "nuclei" & <more>; test (n = 1).',
});

/** A notebook with one output. */
const notebookWith = (output: object) =>
  parseNotebook({
    nbformat: 4,
    cells: [{
      cell_type: "code",
      metadata: {},
      source: "shown;",
      outputs: [{ output_type: "display_data", metadata: {}, ...output }],
    }],
  });

/** The page's frames: their sandbox and their own pages. */
const framesOf = (html: string) =>
  [...html.matchAll(/<iframe[^>]* sandbox="([^"]*)"[^>]* srcdoc="([^"]*)"/g)].map((
    [, sandbox, page],
  ) => ({
    sandbox,
    page: page!.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll(
      "&amp;",
      "&",
    ),
  }));

const policyOf = (page: string) =>
  /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;

Deno.test("a viewer is a frame with one script above a picture, and words elsewhere", async () => {
  const { data, metadata } = await viewerDisplay(viewer);
  const [frame] = framesOf(String(data["text/html"]));
  assertEquals(frame?.sandbox, "allow-scripts");
  const { body } = openDocument(String(data["text/html"]));
  const picture = body.querySelector("img");
  assertStringIncludes(picture?.getAttribute("src") ?? "", "data:image/webp;base64,");
  assertStringIncludes(
    picture?.getAttribute("alt") ?? "",
    "2 nuclei in an image of 2 x 2",
  );
  assertEquals(body.querySelector("p")?.textContent, viewer.caption);
  assertStringIncludes(data["text/plain"], "label  area");
  assert(typeof data["image/png"] === "string");
  assertEquals(metadata?.["image/png"], { width: 480, height: 480 });
  assertEquals(await viewerDisplay(viewer), { data, metadata: metadata! });
});

Deno.test("a report shows a viewer, lets its script run and none else", async () => {
  const html = await exportHtml(notebookWith(await viewerDisplay(viewer)));
  const [frame, ...others] = framesOf(html);
  assertEquals(others, []);
  assertEquals(frame?.sandbox, "allow-scripts");
  const [, script] = /<script>([^]*)<\/script>/.exec(frame!.page)!;
  const hash = createHash("sha256").update(script!).digest("base64");
  assertEquals(
    policyOf(html),
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; " +
      `form-action 'none'; script-src 'sha256-${hash}'`,
  );
  assertStringIncludes(policyOf(frame!.page), `script-src 'sha256-${hash}'`);
  assert(!policyOf(frame!.page).includes("connect-src"));
  // The title stays data, whatever it says.
  assertEquals(frame!.page.match(/<script/g)?.length, 2);
  const { title, columns } = toldTo(frame!.page) as Record<string, unknown>;
  assertEquals(title, "</script><b>&lt;Two</b>");
  assertEquals((columns as unknown[]).length, 5);
  assertEquals(
    html,
    await exportHtml(notebookWith(await viewerDisplay(viewer))),
  );
});

Deno.test("results have the viewer's rows and caption", async () => {
  const notebook = notebookWith(await viewerDisplay(viewer));
  const { notebooks: [found] } = exportResults([
    { name: "a", notebook, seconds: 1, files: "a_files" },
  ]);
  const [figure] = found!.figures;
  assertEquals(figure?.caption, viewer.caption);
  assertEquals(figure?.data?.columns.slice(0, 2), ["label", "area"]);
  assertEquals(figure?.data?.rows.map((row) => row[1]), [1, 2]);
  assertEquals(figure?.files, ["a_files/figure-1.png", "a_files/figure-1.csv"]);
  assertEquals(found!.texts, []);
});

Deno.test("a stranger's viewer brings its data into a report, not its script", async () => {
  const { data, metadata } = await viewerDisplay(viewer);
  const [frame] = framesOf(String(data["text/html"]));
  const told = toldTo(frame!.page) as Parameters<typeof viewerPage>[0];
  const evil = viewerPage(told, "parent.evil()") + "<script>evil()</script>";
  const html =
    `<div class="karyon-viewer" onclick="evil()"><iframe sandbox="allow-scripts ` +
    `allow-same-origin" onload="evil()" srcdoc="${quoted(evil)}"></iframe></div>`;
  const made = await exportHtml(
    notebookWith({ data: { ...data, "text/html": html }, metadata }),
  );
  assert(!made.includes("evil"));
  const [found] = framesOf(made);
  assertEquals(found?.sandbox, "allow-scripts");
  assertEquals(found?.page, frame!.page);
});

Deno.test("what is no viewer's data, or not marked as one, stays a picture", async () => {
  const { data, metadata } = await viewerDisplay(viewer);
  const [frame] = framesOf(String(data["text/html"]));
  const told = toldTo(frame!.page) as Parameters<typeof viewerPage>[0];
  const wrong = [
    { ...told, width: 1e6, height: 1e6 },
    { ...told, pixels: "<img>" },
    { ...told, rows: ["1", "2"] },
    { ...told, columns: [{ name: "a", numeric: true, texts: [] }] },
    { ...told, more: "evil" },
    null,
  ];
  for (const one of wrong) {
    const page = viewerPage(one as typeof told, "evil()");
    const html = `<div class="karyon-viewer"><iframe srcdoc="${
      quoted(page)
    }"></iframe></div>`;
    const made = await exportHtml(
      notebookWith({ data: { ...data, "text/html": html }, metadata }),
    );
    assertEquals(framesOf(made), []);
    assert(!made.includes("script-src"));
    assertStringIncludes(made, 'src="data:image/png;base64,');
  }
  const unmarked = await exportHtml(
    notebookWith({ data: { "text/html": data["text/html"] } }),
  );
  assert(!unmarked.includes("<iframe") && !unmarked.includes("script-src"));
  assertStringIncludes(unmarked, "data:image/webp");
});
