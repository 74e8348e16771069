/** The page that leads to all reports. */
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { notebookSummary } from "./export_html.ts";
import { element, type Html, openDocument } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Notebook } from "./nbformat.ts";
import { duration, page, provenanceBlock, time } from "./page.ts";
import type { RunError } from "./run_error.ts";
import type { ProvenanceRecord } from "./show_provenance.ts";

/** One report of the index; a `RunResult` with the address of its report. */
export interface IndexEntry {
  /** Where the report is, seen from the index. */
  readonly href: string;
  readonly notebook: Notebook;
  readonly ok: boolean;
  readonly seconds: number;
  readonly error?: RunError;
}

/** What the index says besides its entries. */
export interface IndexOptions {
  readonly title: string;
  readonly provenance?: ProvenanceRecord;
  /** Where all reports' numbers are, seen from the index. */
  readonly results?: string;
}

const THUMBNAIL_WIDTH = 480;

/**
 * The index of reports: each with its title, first paragraph, first figure,
 * whether it ran to its end and how long that took.
 *
 * @example
 * ```ts
 * import { exportIndex, parseNotebook } from "#karyon";
 * const cell = { cell_type: "markdown", metadata: {}, source: "# Data\n\nWhat we have." };
 * const notebook = parseNotebook({ nbformat: 4, cells: [cell] });
 * const entry = { href: "01_data.html", notebook, ok: true, seconds: 2 };
 * const html = await exportIndex([entry], { title: "Reports" });
 * if (!html.includes('href="01_data.html"')) throw new Error();
 * ```
 */
export async function exportIndex(
  entries: readonly IndexEntry[],
  options: IndexOptions,
): Promise<string> {
  const cards: Html[] = [];
  for (const entry of entries) cards.push(await renderEntry(entry));
  const failed = entries.filter(({ ok }) => !ok).length;
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  const count = `${entries.length} ${entries.length === 1 ? "notebook" : "notebooks"}`;
  const main = element(
    "main",
    { class: "index", id: "content" },
    element("h1", {}, options.title),
    element(
      "p",
      { class: "lead" },
      `${count}, ${failed === 0 ? "all ran to their end" : `${failed} failed`}, ` +
        "in ",
      time(duration(seconds)),
      ".",
    ),
    element("ol", { class: "entries" }, ...cards),
    options.results === undefined ? { html: "" } : element(
      "p",
      { class: "downloads" },
      "Every table, figure and number: ",
      element("a", { href: options.results }, options.results),
    ),
    provenanceBlock(options.provenance ?? {}),
  );
  return page(options.title, main);
}

async function renderEntry(entry: IndexEntry): Promise<Html> {
  const { href, notebook, ok, seconds, error } = entry;
  const { title = href, paragraph = "" } = notebookSummary(notebook);
  const src = await thumbnail(notebook);
  const place = error?.line === undefined ? "" : `, line ${error.line}`;
  return element(
    "li",
    { class: ok ? "entry" : "entry failed" },
    src === undefined
      ? element("span", { class: "thumbnail" })
      : element("img", { class: "thumbnail", src, alt: "" }),
    element(
      "div",
      {},
      element("h2", {}, element("a", { href }, title)),
      { html: withoutLinks(renderMarkdown(paragraph)) },
      ...(error === undefined ? [] : [
        element(
          "p",
          { class: "failure" },
          `Cell ${error.cell}${place}: ${error.name}: ${error.message}`,
        ),
      ]),
      element(
        "p",
        { class: "status" },
        ok ? "ran in " : "failed after ",
        time(duration(seconds)),
      ),
    ),
  );
}

/** Links of a notebook's first words would lead away from the entry's own. */
function withoutLinks(html: string): string {
  const document = openDocument(html);
  for (const link of [...document.body.querySelectorAll("a")]) {
    link.replaceWith(link.textContent ?? "");
  }
  return document.body.innerHTML;
}

/** The notebook's first picture, small, as the address of an image. */
async function thumbnail(notebook: Notebook): Promise<string | undefined> {
  const pictures = notebook.cells
    .flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .flatMap((output) => "data" in output ? [output.data["image/png"]] : [])
    .filter((png) => typeof png === "string");
  const [first] = pictures;
  if (first === undefined) return undefined;
  try {
    const small = await sharp(Buffer.from(first, "base64"))
      .resize({ width: THUMBNAIL_WIDTH, withoutEnlargement: true })
      .flatten({ background: "white" })
      .png({ palette: true })
      .toBuffer();
    return `data:image/png;base64,${small.toString("base64")}`;
  } catch {
    // A picture that sharp cannot read: the entry stands without it.
    return undefined;
  }
}
