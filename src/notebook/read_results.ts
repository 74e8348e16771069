/** The form of `results.json`, and reading it. */
import * as v from "valibot";
import { InputError, messageOf } from "../base/mod.ts";

const value = v.nullable(v.union([v.string(), v.number(), v.boolean()]));
const table = v.object({ columns: v.array(v.string()), rows: v.array(v.array(value)) });
const part = v.object({
  /** Its anchor on the page, such as `figure-3`. */
  name: v.string(),
  /** The id of the cell. */
  cell: v.string(),
  /** Of a cell tagged `timed`, whose outputs are measured times. */
  timed: v.optional(v.boolean()),
  caption: v.optional(v.string()),
  /** Seen from `results.json`. */
  files: v.array(v.string()),
});

const notebookSchema = v.object({
  /** Of its page and its file, without their endings. */
  name: v.string(),
  title: v.optional(v.string()),
  ok: v.boolean(),
  /** The first error, where it failed. */
  error: v.optional(v.string()),
  started: v.optional(v.string()),
  seconds: v.number(),
  parameters: v.record(v.string(), v.unknown()),
  /** Facts of the page's foot but those of the run's time. */
  provenance: v.record(v.string(), value),
  figures: v.array(v.object({
    ...part.entries,
    alt: v.string(),
    /** Of the picture. */
    sha256: v.string(),
    /** The numbers that it draws, where its output carries them. */
    data: v.optional(table),
  })),
  tables: v.array(v.object({ ...part.entries, ...table.entries })),
  /** What cells said in words, most of it with numbers that they computed. */
  texts: v.array(v.object({
    cell: v.string(),
    timed: v.optional(v.boolean()),
    text: v.string(),
  })),
});

/** Raised where a reader of the former would go wrong. */
export const VERSION = 1;

const schema = v.object({
  schema: v.literal("karyon-results"),
  version: v.literal(VERSION),
  notebooks: v.array(notebookSchema),
});

/** What one notebook of a report came to. */
export type NotebookResults = v.InferOutput<typeof notebookSchema>;

/** A report's `results.json`. */
export type Results = v.InferOutput<typeof schema>;

/**
 * Reads what a report came to.
 *
 * @param path a report's folder, or its `results.json`
 * @throws {InputError} if there is no such file, or it is of another kind or version
 */
export async function readResults(path: string): Promise<Results> {
  const file = path.endsWith(".json") ? path : `${path.replace(/\/+$/, "")}/results.json`;
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(file));
  } catch (cause) {
    const found = cause instanceof Deno.errors.NotFound ? "no file" : messageOf(cause);
    throw new InputError(`Expected a report's results.json but found ${found}`, {
      path: file,
      cause,
    });
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new InputError(
    `Expected a report's results (karyon-results, version ${VERSION}) but found ` +
      `at ${v.getDotPath(issue) ?? "the top"}: ${issue.message}`,
    { path: file },
  );
}
