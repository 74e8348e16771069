/** What a person sees while notebooks run, several at once. */
// @ts-types="@types/cli-progress"
import { Presets, SingleBar } from "cli-progress";
import { note } from "./output.ts";
import type { NotebookJob } from "./run_job.ts";

/** Without a terminal, a line as often. */
const LINE_MILLISECONDS = 30_000;

/** How far a notebook is: cells that have run, of how many. */
interface Step {
  readonly done: number;
  readonly of: number;
}

/**
 * One bar for all notebooks, on standard error, with the names of those that run;
 * where that is no terminal, a line for each that has ended, and one now and then.
 */
export class RunProgress {
  readonly #total: number;
  readonly #running = new Map<NotebookJob, Step>();
  readonly #bar: SingleBar | undefined;
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #ended = 0;

  constructor(total: number) {
    this.#total = total;
    if (globalThis.process.stderr.isTTY) {
      this.#bar = new SingleBar({
        format: "{bar} {words}",
        barsize: 24,
        stream: globalThis.process.stderr,
        hideCursor: false,
        fps: 4,
        clearOnComplete: true,
      }, Presets.shades_classic);
      this.#start();
    } else this.#timer = setInterval(() => note(this.#words()), LINE_MILLISECONDS);
  }

  /** A notebook runs, and is so far. */
  step(job: NotebookJob, done: number, of: number): void {
    this.#running.set(job, { done, of });
    this.#bar?.update(this.#done(), { words: this.#words() });
  }

  /** A notebook has ended, after so many seconds. */
  end(job: NotebookJob, seconds: number): void {
    this.#running.delete(job);
    this.#ended++;
    if (this.#bar === undefined) {
      const how = `${job.name}, ${seconds.toFixed(1)} s`;
      note(`${this.#ended}/${this.#total} notebooks: ${how}`);
    }
    this.#bar?.update(this.#done(), { words: this.#words() });
  }

  /** Puts a line above the bar. */
  say(line: string): void {
    this.#bar?.stop();
    note(line);
    this.#start();
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
    clearInterval(this.#timer);
  }

  #start(): void {
    this.#bar?.start(this.#total, this.#done(), { words: this.#words() });
  }

  /** Notebooks that have ended, with the parts of those that run. */
  #done(): number {
    const parts = [...this.#running.values()].map(({ done, of }) =>
      done / Math.max(1, of)
    );
    return parts.reduce((sum, part) => sum + part, this.#ended);
  }

  #words(): string {
    const running = [...this.#running].map(([{ name }, { done, of }]) =>
      of === 0 ? name : `${name} ${done}/${of}`
    );
    return [`${this.#ended}/${this.#total} notebooks`, ...running].join(", ");
  }
}
