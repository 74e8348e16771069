import * as v from "valibot";
import { InputError, messageOf, writeBeside } from "../base/mod.ts";
import { type FormatRow } from "./compare_formats.ts";
import { type FormatName, formats } from "./formats.ts";

/** Where the comparison of the shipped models' formats is kept. */
const FORMAT_SCORES = decodeURIComponent(
  new URL("../../data/scores/formats_dsb2018.json", import.meta.url).pathname,
);

const row = v.strictObject({
  model: v.string(),
  format: v.picklist(formats.map(({ name }): FormatName => name)),
  stored: v.string(),
  computed: v.string(),
  engine: v.string(),
  megabytes: v.number(),
  images: v.number(),
  mean_iou: v.number(),
  average_precision: v.number(),
  changed: v.number(),
  ms_per_image: v.number(),
  time_ratio: v.number(),
});

const schema = v.strictObject({
  /** The data set in a sentence, and SHA-256 of its content. */
  data: v.string(),
  checksum: v.string(),
  split: v.string(),
  rows: v.array(row),
});

/** Rows of all models on the same images. */
export interface FormatScores {
  readonly data: string;
  readonly checksum: string;
  readonly split: string;
  readonly rows: readonly FormatRow[];
}

/**
 * What the formats of the shipped models came to: nothing computed anew. The command
 * `karyon formats --record` writes it.
 *
 * @param path by default the file that came with the project
 * @returns nothing where there is no such file yet
 * @throws {InputError} if the file is no such table
 *
 * @example
 * ```ts
 * import { readFormatScores } from "#karyon";
 * const { rows } = (await readFormatScores())!;
 * const float16 = rows.filter(({ format }) => format === "float16");
 * if (!float16.every(({ mean_iou }) => mean_iou > 0)) throw new Error();
 * ```
 */
export async function readFormatScores(
  path: string = FORMAT_SCORES,
): Promise<FormatScores | undefined> {
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return undefined;
    throw new InputError(
      `Expected a comparison of formats but found: ${messageOf(cause)}`,
      { path, cause },
    );
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new InputError(
    `Expected ${v.getDotPath(issue) ?? "a comparison"} to be ${
      issue.expected ?? "right"
    } but found ${issue.received}`,
    { path },
  );
}

/**
 * Writes rows into the file that holds those of all models, in place of earlier ones of
 * the same model; those on other images go.
 *
 * @param path by default the file that came with the project
 * @returns the file
 * @throws {InputError} if the file is no such table
 */
export async function recordFormatScores(
  { rows, ...about }: FormatScores,
  path: string = FORMAT_SCORES,
): Promise<string> {
  const old = await readFormatScores(path);
  const isSame = old?.checksum === about.checksum && old.split === about.split;
  const models = new Set(rows.map(({ model }) => model));
  const others = isSame ? old.rows.filter(({ model }) => !models.has(model)) : [];
  const all = [...others, ...rows];
  const order = [...new Set(all.map(({ model }) => model))].sort();
  const sorted = order.flatMap((name) => all.filter(({ model }) => model === name));
  await writeBeside(path, `${JSON.stringify({ ...about, rows: sorted }, null, 2)}\n`);
  return path;
}
