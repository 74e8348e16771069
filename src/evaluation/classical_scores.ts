import * as v from "valibot";
import type { CardEvaluation } from "../architectures/mod.ts";
import { InputError, messageOf, writeBeside } from "../base/mod.ts";

/** Where the scores of the classical methods are kept: they have no card. */
const CLASSICAL_SCORES = decodeURIComponent(
  new URL("../../data/scores/classical_dsb2018.json", import.meta.url).pathname,
);

const limits = v.strictTuple([v.number(), v.number()]);
const intervals = v.record(v.string(), limits);

const rowSchema = v.object({
  /** As `classicalMethods` names it. */
  method: v.string(),
  /** One sentence for a reader. */
  description: v.string(),
  protocol: v.string(),
  data: v.string(),
  checksum: v.string(),
  split: v.string(),
  scores: v.record(v.string(), v.number()),
  intervals,
  kinds: v.array(
    v.looseObject({
      kind: v.string(),
      images: v.number(),
      mean_iou: v.number(),
      foreground_iou: v.number(),
      dice: v.number(),
      average_precision: v.number(),
      intervals,
    }),
  ),
});

/** Scores of a classical method on a whole set of images, as a card has a model's. */
export type ClassicalScores =
  & { readonly method: string; readonly description: string }
  & Pick<CardEvaluation, "protocol" | "data" | "checksum" | "split" | "scores">
  & Required<Pick<CardEvaluation, "intervals" | "kinds">>;

/**
 * What the classical methods scored, by name of method: nothing computed anew. The
 * command `karyon evaluate --method otsu --record` writes it.
 *
 * @param path by default the file that came with the project
 * @returns nothing where there is no such file yet
 * @throws {InputError} if the file is no such table
 *
 * @example
 * ```ts
 * import { classicalMethods, readClassicalScores } from "#karyon";
 * for (const { method, scores } of await readClassicalScores()) {
 *   if (!(method in classicalMethods) || !(scores["dice"]! > 0)) throw new Error(method);
 * }
 * ```
 */
export async function readClassicalScores(
  path: string = CLASSICAL_SCORES,
): Promise<ClassicalScores[]> {
  let json: unknown;
  try {
    json = JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw new InputError(
      `Expected the scores of classical methods but found: ${messageOf(cause)}`,
      { path, cause },
    );
  }
  const parsed = v.safeParse(v.array(rowSchema), json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new InputError(
    `Expected ${v.getDotPath(issue) ?? "a list of scores"} to be ${
      issue.expected ?? "right"
    } but found ${issue.received}`,
    { path },
  );
}

const keyOf = ({ method, protocol, split, checksum }: ClassicalScores) =>
  [method, protocol, split, checksum].join("\n");

/**
 * Writes scores of a classical method into the file that holds all of them, in place
 * of earlier ones by the same protocol on the same images.
 *
 * @param path by default the file that came with the project
 * @returns the file
 * @throws {InputError} if the file is no such table
 */
export async function recordClassicalScores(
  scores: ClassicalScores,
  path: string = CLASSICAL_SCORES,
): Promise<string> {
  const others = (await readClassicalScores(path))
    .filter((row) => keyOf(row) !== keyOf(scores));
  const rows = [...others, scores].sort((a, b) => keyOf(a) < keyOf(b) ? -1 : 1);
  await writeBeside(path, `${JSON.stringify(rows, null, 2)}\n`);
  return path;
}
