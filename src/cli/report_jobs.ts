/** The notebooks of a report, and what they are told. */
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Parameters, readNotebook } from "../mod.ts";
import type { NotebookJob } from "./run_job.ts";

/** What goes into a report. */
export interface ReportContents {
  /** A data set's folder, or `synthetic`. */
  readonly data: string;
  /** The whole experiments instead of their quick form. */
  readonly full?: boolean;
  /** The solutions of the exercises too. */
  readonly solutions?: boolean;
}

const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

const realPath = (path: string): Promise<string> =>
  Deno.realPath(path).catch(() => resolve(path));

/**
 * The data as a notebook is told of them. A kernel runs in the notebook's folder, a
 * person's path starts in theirs; two people's reports are alike where their folders
 * lie alike, so the path stays a relative one.
 */
export async function dataSeenFrom(
  notebook: string,
  data: string,
): Promise<string> {
  if (/^synthetic(:|$)/.test(data) || isAbsolute(data)) return data;
  const seen = relative(await realPath(dirname(notebook)), await realPath(data));
  return seen.replaceAll("\\", "/") || ".";
}

/** The given values, less those that the notebook has no use for. */
async function declaredBy(path: string, values: Parameters): Promise<Parameters> {
  const { cells } = await readNotebook(path);
  const cell = cells.find(({ metadata }) =>
    (metadata as { tags?: string[] }).tags?.includes("parameters")
  );
  const source = cell?.source ?? "";
  return Object.fromEntries(
    Object.entries(values).filter(([name]) =>
      new RegExp(`\\b(let|const) ${name}\\b`).test(source)
    ),
  );
}

/** The notebooks of a folder in notebooks/, in their order. */
async function jobsOf(
  folder: string,
  { data, full }: ReportContents,
): Promise<NotebookJob[]> {
  const names: string[] = [];
  const from = join(NOTEBOOKS, folder);
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (isFile && name.endsWith(".ipynb")) names.push(name);
  }
  return names.sort().map((file) => {
    // Errors name it as a person would, not by where this machine keeps it.
    const path = relative(Deno.cwd(), join(from, file));
    const name = file.replace(/\.ipynb$/, "");
    return {
      path,
      name: folder === "" ? name : `${folder}/${name}`,
      ...(folder === "" ? {} : { group: "Solutions" }),
      parameters: async () =>
        await declaredBy(path, {
          data: await dataSeenFrom(path, data),
          ...(full ? { quick: false } : {}),
        }),
    };
  });
}

/** A job for each notebook, then for each solution if they are asked for. */
export async function reportJobs(contents: ReportContents): Promise<NotebookJob[]> {
  return [
    ...await jobsOf("", contents),
    ...contents.solutions ? await jobsOf("solutions", contents) : [],
  ];
}
