/** Writes reports one after the other, so that a stopped run leaves a whole site. */
import { basename, join } from "node:path";
import {
  exportHtml,
  exportIndex,
  exportResults,
  type IndexEntry,
  messageOf,
  notebookSummary,
  type PageLink,
  reportFiles,
  type ResultsEntry,
  type RunResult,
  writeBeside,
  writeNotebook,
} from "../mod.ts";
import { note } from "./output.ts";

const INDEX = "index.html", RESULTS = "results.json";

interface Entry extends IndexEntry, ResultsEntry {}

const linkTo = ({ href, notebook }: Entry): PageLink => ({
  href,
  title: notebookSummary(notebook).title ?? href,
});

/**
 * A folder of reports: for each notebook the executed one, its page and the files
 * that the page offers; for all an index and `results.json`.
 */
export class ReportWriter {
  readonly #entries: Entry[] = [];

  /** @param out the folder */
  constructor(readonly out: string) {}

  /** Writes a notebook's report, and anew what leads to it. */
  async add({ path, notebook, seconds, ok, error }: RunResult): Promise<void> {
    const name = basename(path, ".ipynb");
    const files = `${name}_files`;
    const href = `${encodeURIComponent(name)}.html`;
    const problem = error === undefined ? {} : { error };
    this.#entries.push({ name, files, href, notebook, seconds, ok, ...problem });
    await writeNotebook(join(this.out, `${name}.ipynb`), notebook);
    for (const { path, content } of reportFiles(notebook, files)) {
      await writeBeside(join(this.out, path), content);
    }
    const last = this.#entries.length - 1;
    // Only now may the page before lead here: no link leads to a page to come.
    for (const at of [last - 1, last]) await this.#writePage(at);
    await this.#writeOverviews()
      .catch((error) => note(`The index could not be written: ${messageOf(error)}`));
  }

  async #writePage(at: number): Promise<void> {
    const [previous, entry, next] = [at - 1, at, at + 1].map((i) => this.#entries[i]);
    if (entry === undefined) return;
    const html = await exportHtml(entry.notebook, {
      index: INDEX,
      files: entry.files,
      ...(previous === undefined ? {} : { previous: linkTo(previous) }),
      ...(next === undefined ? {} : { next: linkTo(next) }),
    });
    await writeBeside(join(this.out, `${entry.name}.html`), html);
  }

  async #writeOverviews(): Promise<void> {
    const results = exportResults(this.#entries);
    await writeBeside(join(this.out, RESULTS), JSON.stringify(results, null, 1) + "\n");
    const index = await exportIndex(this.#entries, {
      title: "Karyon: reports",
      results: RESULTS,
    });
    await writeBeside(join(this.out, INDEX), index);
  }
}
