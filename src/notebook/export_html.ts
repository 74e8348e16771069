/** A run notebook as a report: one HTML page, readable offline. */
import { element, type Html, openDocument } from "./html.ts";
import { anchorHeadings, contents } from "./headings.ts";
import { highlight, renderMarkdown, summarize } from "./markdown.ts";
import type { Cell, CodeCell, Notebook, TextCell } from "./nbformat.ts";
import { duration, page, provenanceBlock } from "./page.ts";
import {
  type FindPage,
  leadToPages,
  pageBeside,
  type PageLinks,
  pageLinks,
} from "./page_links.ts";
import { type OutputPlaces, renderOutput } from "./report_outputs.ts";
import { reportParts } from "./report_parts.ts";
import { openViewers } from "./report_viewers.ts";
import type { RunError } from "./run_error.ts";
import type { RunFacts } from "./run_notebook.ts";
import { PROVENANCE_TYPE, type ProvenanceRecord } from "./show_provenance.ts";

/** What a report says besides what the notebook says. */
export interface ExportOptions extends PageLinks {
  /** The page's title (default: the notebook's first heading). */
  readonly title?: string;
  /** Where `reportFiles` were put, seen from the page, to be linked to. */
  readonly files?: string;
  /** Where links to other notebooks lead (default: to a page beside each). */
  readonly pageOf?: FindPage;
  /** Joins the facts of the run and the records that the notebook shows. */
  readonly provenance?: ProvenanceRecord;
}

/** Code longer than this is folded. */
const LONG_CODE_LINES = 30;

/** The facts of the run that a notebook carries, if it was run by this room. */
export function runFacts(notebook: Notebook): RunFacts | undefined {
  return (notebook.metadata["karyon"] as { run?: RunFacts } | undefined)?.run;
}

/** A notebook's title and first paragraph, as far as it has them. */
export function notebookSummary(
  notebook: Notebook,
): { title?: string; paragraph?: string } {
  const prose = notebook.cells.filter((cell) => cell.cell_type === "markdown");
  return summarize(prose.map((cell) => cell.source).join("\n\n"));
}

/**
 * A notebook as one self-contained HTML page: prose with mathematics, coloured
 * code, figures with captions, contents, and at the foot its provenance.
 *
 * The same outputs give the same page byte for byte. What a run measures of itself,
 * when it began and how long it took, stands in `<time>` elements and nowhere else.
 *
 * The page fetches nothing and runs no script but that of viewers, which it knows by its
 * hash and shuts into frames. A notebook whose run failed says so at the top and shows
 * the error in its place.
 *
 * @example
 * ```ts
 * import { exportHtml, parseNotebook } from "#karyon";
 * const cell = { cell_type: "markdown", metadata: {}, source: "# Nuclei\n\n$a^2$" };
 * const html = await exportHtml(parseNotebook({ nbformat: 4, cells: [cell] }));
 * if (!html.includes("<title>Nuclei</title>") || !html.includes("<math")) throw new Error();
 * ```
 */
export async function exportHtml(
  notebook: Notebook,
  options: ExportOptions = {},
): Promise<string> {
  const title = options.title ?? notebookSummary(notebook).title ?? "Notebook";
  const facts = runFacts(notebook);
  const viewers = await openViewers(notebook);
  const places: OutputPlaces = {
    parts: reportParts(notebook),
    viewers,
    ...(options.files === undefined ? {} : { folder: options.files }),
  };
  const cells = notebook.cells.map((cell) => renderCell(cell, places));
  const document = openDocument(cells.map(({ html }) => html).join("\n"));
  leadToPages(document, options.pageOf ?? pageBeside);
  const headings = anchorHeadings(document);
  const first = document.body.querySelector("h1");
  first?.remove();
  const main = element(
    "main",
    { id: "content" },
    first === null ? element("h1", {}, title) : { html: first.outerHTML },
    failureBanner(facts?.error),
    contents(headings),
    { html: document.body.innerHTML },
    provenanceBlock(collectProvenance(notebook, facts, options.provenance)),
  );
  const top = pageLinks(options, "top");
  const whole = page(title, top, main, pageLinks(options, "foot"));
  return viewers?.fill(whole) ?? whole;
}

function renderCell(cell: Cell, places: OutputPlaces): Html {
  if (cell.source.trim() === "") return { html: "" };
  if (cell.cell_type === "markdown") {
    return { html: renderMarkdown(withAttachments(cell)) };
  }
  if (cell.cell_type !== "code") {
    return element("pre", { class: "text" }, cell.source);
  }
  return element(
    "section",
    { class: "cell", id: `cell-${cell.id}` },
    renderCode(cell),
    ...cell.outputs.map((output) => renderOutput(output, places)),
  );
}

/** The cell's Markdown with its attached pictures in place of their names. */
function withAttachments(cell: TextCell): string {
  let source = cell.source;
  for (const [name, bundle] of Object.entries(cell.attachments ?? {})) {
    const [type, bytes] = Object.entries(bundle)[0] ?? [];
    if (type === undefined) continue;
    source = source.replaceAll(
      `attachment:${name}`,
      `data:${type};base64,${bytes}`,
    );
  }
  return source;
}

function renderCode(cell: CodeCell): Html {
  const source = cell.source.trimEnd();
  const code = element(
    "pre",
    { class: "code" },
    element("code", {}, { html: highlight(source, "typescript") }),
  );
  const lines = source.split("\n").length;
  const hidden = cell.metadata.tags?.includes("hide-input") ?? false;
  if (lines <= LONG_CODE_LINES && !hidden) return code;
  const summary = element("summary", {}, `Code, ${lines} lines`);
  return element("details", { class: "code" }, summary, code);
}

function failureBanner(error: RunError | undefined): Html {
  if (error === undefined) return { html: "" };
  const line = error.line === undefined ? "" : `, line ${error.line}`;
  return element(
    "p",
    { class: "failure", role: "alert" },
    element("b", {}, "This run failed"),
    " in ",
    element("a", { href: `#cell-${error.cellId}` }, `cell ${error.cell}${line}`),
    `: ${error.name}: ${error.message}`,
  );
}

/** The run's facts, what the caller adds, and the records that cells showed. */
export function collectProvenance(
  notebook: Notebook,
  facts: RunFacts | undefined,
  given: ProvenanceRecord = {},
): ProvenanceRecord {
  const run = facts === undefined ? {} : {
    run: `${facts.started.slice(0, 16).replace("T", " ")} UTC`,
    "run time": duration(facts.seconds),
    ...(facts.commit === undefined ? {} : { commit: facts.commit }),
    ...facts.versions,
    ...(facts.parameters === undefined ? {} : { parameters: facts.parameters }),
  };
  const shown = notebook.cells
    .flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .flatMap((output) => "data" in output ? [output.data[PROVENANCE_TYPE]] : [])
    .filter((record) => typeof record === "object" && record !== null);
  return Object.assign({}, run, given, ...shown);
}
