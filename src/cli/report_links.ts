/** How the pages of a site lead to each other while they come one by one. */
import { dirname, posix, resolve } from "node:path";
import type { FindPage } from "../mod.ts";
import type { NotebookJob } from "./run_job.ts";

/** The address of a page, seen from the index, by its place without an ending. */
export const addressOf = (name: string): string =>
  `${name}.html`.split("/").map(encodeURIComponent).join("/");

/** The address of a page, seen from another. */
export const hrefBetween = (from: string, to: string): string =>
  addressOf(posix.relative(posix.dirname(from), to));

/** The jobs beside one, by their numbers. */
interface Neighbours {
  readonly previous?: number;
  readonly next?: number;
}

/** What a page was last written with. */
interface Written {
  readonly neighbours: Neighbours;
  /** Where links to notebooks lead; undefined for those without a page. */
  readonly pages: Map<string, string | undefined>;
}

/** Knows which pages are there, and which of them would lead elsewhere by now. */
export class ReportLinks {
  readonly #sources: readonly string[];
  readonly #there = new Set<number>();
  readonly #written = new Map<number, Written>();

  constructor(readonly jobs: readonly NotebookJob[]) {
    this.#sources = jobs.map(({ path }) => resolve(path));
  }

  /** A page is there, or will be before another is written. */
  add(at: number): void {
    this.#there.add(at);
    this.#written.delete(at);
  }

  /** The nearest pages of the same group that are there. */
  neighbours(at: number): Neighbours {
    const { group } = this.jobs[at]!;
    const others = [...this.#there].filter((other) => this.jobs[other]!.group === group);
    const before = others.filter((other) => other < at);
    const after = others.filter((other) => other > at);
    return {
      ...(before.length === 0 ? {} : { previous: Math.max(...before) }),
      ...(after.length === 0 ? {} : { next: Math.min(...after) }),
    };
  }

  /** Whether a page stands there with all the links that it can have by now. */
  areWritten(at: number): boolean {
    const written = this.#written.get(at);
    if (written === undefined) return false;
    const { previous, next } = this.neighbours(at);
    return written.neighbours.previous === previous && written.neighbours.next === next &&
      [...written.pages].every(([notebook, page]) => this.#find(at, notebook) === page);
  }

  /** Finds pages for a page that is written now, and remembers what it found. */
  writeAnew(at: number): FindPage {
    const pages: Written["pages"] = new Map();
    this.#written.set(at, { neighbours: this.neighbours(at), pages });
    return (notebook) => {
      const page = this.#find(at, notebook);
      pages.set(notebook, page);
      return page;
    };
  }

  /** A notebook that ran many times has no one page, so nothing leads to it. */
  #find(at: number, notebook: string): string | undefined {
    let path: string;
    try {
      path = decodeURIComponent(notebook);
    } catch {
      return undefined;
    }
    const source = resolve(dirname(this.#sources[at]!), path);
    const [found, ...more] = this.#sources.keys()
      .filter((other) => this.#sources[other] === source);
    if (found === undefined || more.length > 0 || !this.#there.has(found)) return;
    return hrefBetween(this.jobs[at]!.name, this.jobs[found]!.name);
  }
}
