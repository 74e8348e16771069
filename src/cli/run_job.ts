/** What is to be run, and where its report goes. */
import { resolve } from "node:path";
import { InputError, type Parameters } from "../mod.ts";

/** One run of one notebook. */
export interface NotebookJob {
  readonly path: string;
  /** The place of its report among the reports, without an ending; `/` in any system. */
  readonly name: string;
  /** Values for this run; a name that the notebook does not declare is an error. */
  readonly parameters: () => Promise<Parameters>;
  /** The heading that it stands under in the index. */
  readonly group?: string;
  /** In words, what tells it from other runs of the same notebook. */
  readonly variant?: string;
}

/** No result may take the place of a notebook, or of another result. */
export function expectApart(jobs: readonly NotebookJob[], out: string): void {
  const sources = new Set(jobs.map(({ path }) => resolve(path)));
  for (const [name, same] of Map.groupBy(jobs, ({ name }) => name)) {
    if (same.length > 1) {
      throw new InputError(
        `Expected one notebook named ${name}.ipynb but found ${
          same.map(({ path }) => path).join(" and ")
        }: their results would overwrite each other`,
      );
    }
    if (sources.has(resolve(out, `${name}.ipynb`))) {
      throw new InputError(
        "Expected another folder than the notebook's own: the result would overwrite it",
        { path: out },
      );
    }
  }
}
