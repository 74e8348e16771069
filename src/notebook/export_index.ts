/** The page that leads to all reports. */
import { notebookSummary } from "./export_html.ts";
import { element, type Html, openDocument } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Notebook } from "./nbformat.ts";
import { duration, page, provenanceBlock, time } from "./page.ts";
import type { RunError } from "./run_error.ts";
import type { ProvenanceRecord } from "./show_provenance.ts";
import { thumbnail } from "./thumbnail.ts";

/** One report of the index; a `RunResult` with the address of its report. */
export interface IndexEntry {
  /** Where the report is, seen from the index. */
  readonly href: string;
  readonly notebook: Notebook;
  readonly ok: boolean;
  readonly seconds: number;
  readonly error?: RunError;
  /** The heading that it stands under, with others of the same (default: none). */
  readonly group?: string;
  /** What tells it from other runs of the same notebook. */
  readonly variant?: string;
}

/** What the index says besides its entries. */
export interface IndexOptions {
  readonly title: string;
  readonly provenance?: ProvenanceRecord;
  /** Where all reports' numbers are, seen from the index. */
  readonly results?: string;
}

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
  const lists: Html[] = [];
  for (const [group, members] of Map.groupBy(entries, ({ group }) => group)) {
    const cards: Html[] = [];
    for (const entry of members) cards.push(await renderEntry(entry));
    if (group !== undefined) lists.push(element("h2", { class: "group" }, group));
    lists.push(element("ol", { class: "entries" }, ...cards));
  }
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  const main = element(
    "main",
    { class: "index", id: "content" },
    element("h1", {}, options.title),
    element(
      "p",
      { class: "lead" },
      `${inWords(entries)} `,
      time(duration(seconds)),
      ".",
    ),
    ...lists,
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

/** How many there are and how they ended, up to how long that took. */
function inWords(entries: readonly IndexEntry[]): string {
  const failed = entries.filter(({ ok }) => !ok).length;
  if (entries.length === 1) {
    return `1 notebook, ${
      failed === 0 ? "which ran to its end in" : "which failed after"
    }`;
  }
  const ended = failed === 0 ? "all ran to their end" : `${failed} failed`;
  // Several run at once, so the sum is longer than anybody has waited.
  return `${entries.length} notebooks, ${ended}; together they ran for`;
}

async function renderEntry(entry: IndexEntry): Promise<Html> {
  const { href, notebook, ok, seconds, error, variant } = entry;
  const { title = href, paragraph = "" } = notebookSummary(notebook);
  const src = await thumbnail(notebook);
  const place = error?.line === undefined ? "" : `, line ${error.line}`;
  return element(
    "li",
    { class: ok ? "entry" : "entry failed" },
    src === undefined
      // Without a figure the notebook's number stands in its place.
      ? element(
        "span",
        { class: "thumbnail", "aria-hidden": "true" },
        /^\d+/.exec(title)?.[0] ?? "",
      )
      : element("img", { class: "thumbnail", src, alt: "" }),
    element(
      "div",
      {},
      // Where titles are the same, links alone must still be told apart.
      element(
        "h2",
        {},
        element("a", {
          href,
          "aria-label": variant === undefined ? undefined : `${title} (${variant})`,
        }, title),
      ),
      ...(variant === undefined
        ? []
        : [element("p", { class: "variant" }, element("code", {}, variant))]),
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
