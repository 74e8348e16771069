/** The viewers of a report's page: built anew from what the outputs carry. */
import type { Html } from "./html.ts";
import { carriedViewer } from "./carried_viewer.ts";
import type { MimeBundle, Notebook } from "./nbformat.ts";
import { POLICY } from "./page.ts";
import { marksOf } from "./report_parts.ts";
import {
  quoted,
  scriptSource,
  viewerFrame,
  viewerPage,
  viewerScript,
} from "./viewer_page.ts";

/**
 * Viewers to put into a page. A report may have been run by a stranger: of an output only
 * the pixels, labels and texts are taken, and the page lets no script run but the one that
 * this version of Karyon has, known by its hash.
 */
export class ReportViewers {
  readonly #script: string;
  readonly #pages: string[] = [];
  /** Marks the places of pages; no output can know it. */
  readonly #token = crypto.randomUUID();

  constructor(script: string) {
    this.#script = script;
  }

  /** The viewer that an output carries, above its picture; undefined if it has none. */
  render(data: MimeBundle, src: string, alt: string): Html | undefined {
    const told = carriedViewer(data);
    if (told === undefined) return undefined;
    const place = this.#place(this.#pages.length);
    this.#pages.push(quoted(viewerPage(told, this.#script)));
    return { html: viewerFrame(place, src, alt) };
  }

  /** The report with its viewers in their places, after all that rewrites HTML. */
  fill(page: string): string {
    if (this.#pages.length === 0) return page;
    const allowed = `${POLICY}; script-src ${scriptSource(this.#script)}`;
    return this.#pages.reduce(
      (filled, viewer, i) => filled.replace(this.#place(i), () => viewer),
      page.replace(POLICY, () => allowed),
    );
  }

  #place = (index: number) => `viewer-${index}-${this.#token}`;
}

/** What puts viewers into a notebook's page, if it has any. */
export async function openViewers(
  notebook: Notebook,
): Promise<ReportViewers | undefined> {
  const outputs = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code" ? cell.outputs : []
  );
  const has = outputs.some((output) =>
    "data" in output && marksOf(output.metadata).role === "viewer"
  );
  return has ? new ReportViewers(await viewerScript()) : undefined;
}
