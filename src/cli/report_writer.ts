/** Writes reports as they come, so that a stopped run leaves a whole site. */
import { join } from "node:path";
import {
  exportHtml,
  exportIndex,
  exportResults,
  messageOf,
  notebookSummary,
  type PageLink,
  reportFiles,
  type RunResult,
  writeBeside,
  writeNotebook,
} from "../mod.ts";
import { note } from "./output.ts";
import { removeStale, writtenFiles } from "./report_files.ts";
import { addressOf, hrefBetween, ReportLinks } from "./report_links.ts";
import type { NotebookJob } from "./run_job.ts";

const INDEX = "index.html", RESULTS = "results.json";

/**
 * A folder of reports: for each notebook the executed one, its page and the files
 * that the page offers; for all an index and `results.json`. What stands in it does
 * not depend on the order in which notebooks end.
 */
export class ReportWriter {
  readonly #results = new Map<number, RunResult>();
  readonly #links: ReportLinks;
  #last: Promise<void> = Promise.resolve();

  /**
   * @param out the folder
   * @param jobs what will be added, in the order of the site
   */
  constructor(readonly out: string, readonly jobs: readonly NotebookJob[]) {
    this.#links = new ReportLinks(jobs);
  }

  /** Writes the report of a job, by its number, and anew what leads to it. */
  add(at: number, result: RunResult): Promise<void> {
    return this.#afterLast(() => this.#add(at, result));
  }

  /** Writes anew the pages that lead to others which have come since. */
  finish(): Promise<void> {
    return this.#afterLast(async () => {
      for (const at of this.#numbers()) await this.#writePage(at);
    });
  }

  /** One after the other: two that write an index at once would mix theirs up. */
  #afterLast(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #add(at: number, result: RunResult): Promise<void> {
    const { name } = this.jobs[at]!;
    const { notebook } = result;
    const path = join(this.out, `${name}.ipynb`);
    const before = await writtenFiles(path, filesOf(name));
    const files = reportFiles(notebook, filesOf(name));
    for (const { path, content } of files) {
      await writeBeside(join(this.out, path), content);
    }
    await removeStale(this.out, before, files.map(({ path }) => path));
    await writeNotebook(path, notebook);
    this.#results.set(at, result);
    this.#links.add(at);
    const numbers = this.#numbers(), place = numbers.indexOf(at);
    // Only now may the pages beside lead here: no link leads to a page to come.
    for (const near of [at, numbers[place - 1], numbers[place + 1]]) {
      if (near !== undefined) await this.#writePage(near);
    }
    await this.#writeOverviews()
      .catch((error) => note(`The index could not be written: ${messageOf(error)}`));
  }

  /** The jobs that have been added, in the order of the site. */
  #numbers(): number[] {
    return [...this.#results.keys()].sort((a, b) => a - b);
  }

  /** Writes a page, unless it stands there with all the links that it can have. */
  async #writePage(at: number): Promise<void> {
    if (this.#links.areWritten(at)) return;
    const { name } = this.jobs[at]!;
    const { previous, next } = this.#links.neighbours(at);
    const link = (to: number): PageLink => ({
      href: hrefBetween(name, this.jobs[to]!.name),
      title: this.#title(to),
    });
    const html = await exportHtml(this.#results.get(at)!.notebook, {
      title: this.#title(at),
      index: hrefBetween(name, "index"),
      files: filesOf(name).split("/").at(-1)!,
      pageOf: this.#links.writeAnew(at),
      ...(previous === undefined ? {} : { previous: link(previous) }),
      ...(next === undefined ? {} : { next: link(next) }),
    });
    await writeBeside(join(this.out, `${name}.html`), html);
  }

  #title(at: number): string {
    const { name, variant } = this.jobs[at]!;
    const { title = name } = notebookSummary(this.#results.get(at)!.notebook);
    return variant === undefined ? title : `${title} (${variant})`;
  }

  async #writeOverviews(): Promise<void> {
    const entries = this.#numbers().map((at) => {
      const { name, group, variant } = this.jobs[at]!;
      const { notebook, seconds, ok, error } = this.#results.get(at)!;
      return {
        ...{ name, notebook, seconds, ok, href: addressOf(name), files: filesOf(name) },
        ...(group === undefined ? {} : { group }),
        ...(variant === undefined ? {} : { variant }),
        ...(error === undefined ? {} : { error }),
      };
    });
    const results = exportResults(entries);
    await writeBeside(join(this.out, RESULTS), JSON.stringify(results, null, 1) + "\n");
    const index = await exportIndex(entries, {
      title: "Karyon: reports",
      results: RESULTS,
    });
    await writeBeside(join(this.out, INDEX), index);
  }
}

/** The folder of a report's figures and tables, seen from the index. */
const filesOf = (name: string): string => `${name}_files`;
