/** What a folder of results says of itself: the file `.karyon.json` in it. */
import { join, relative, resolve } from "node:path";
import * as v from "valibot";
import { messageOf, writeBeside } from "../mod.ts";
import { note } from "./output.ts";

const FILE = ".karyon.json";

const fileSchema = v.object({
  /** Seen from the folder of results, with `/`. */
  path: v.string(),
  bytes: v.number(),
});

const recordSchema = v.object({
  /** What its files are named by: `<name>.mask.png`. */
  name: v.string(),
  /** The image's whole path. */
  source: v.string(),
  /** Size and time of the image's file; another one is another image. */
  stamp: v.string(),
  /** A checksum of the model and all settings that change results. */
  settings: v.string(),
  /** The model's name, for a reader. */
  model: v.string(),
  /** The formats that were asked for, those that a large image goes without too. */
  formats: v.array(v.string()),
  warnings: v.array(v.string()),
  width: v.number(),
  height: v.number(),
  nuclei: v.number(),
  /** Its row of `summary.csv`. */
  summary: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
  /** What was written, by format. */
  files: v.record(v.string(), fileSchema),
  /** What the page shows; addresses seen from the folder of results. */
  pictures: v.object({ thumbnail: fileSchema, image: fileSchema, overlay: fileSchema }),
});

/** One image that is done. */
export type ImageRecord = v.InferOutput<typeof recordSchema>;

/** A file that was written for an image. */
export type WrittenFile = v.InferOutput<typeof fileSchema>;

const stateSchema = v.object({
  version: v.literal(1),
  images: v.array(recordSchema),
  /** Results that count no more, whose files may still be there. */
  outdated: v.optional(v.array(recordSchema), []),
});

/** All that the file says. */
export type State = v.InferOutput<typeof stateSchema>;

/** Reads it; where there is none, or none that can be read, nothing was done. */
export async function readState(out: string): Promise<State> {
  const nothing: State = { version: 1, images: [], outdated: [] };
  const path = join(out, FILE);
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (text === undefined) return nothing;
  try {
    return v.parse(stateSchema, JSON.parse(text));
  } catch (error) {
    note(`${path} tells nothing of what was done (${messageOf(error)}): beginning anew.`);
    return nothing;
  }
}

/** Writes it, whole or not at all. */
export async function writeState(out: string, state: State): Promise<void> {
  await writeBeside(join(out, FILE), JSON.stringify(state));
}

/** An image's files; an overlay that the page shows stands there twice. */
const filesOf = ({ files, pictures }: ImageRecord): WrittenFile[] => [
  ...Object.values(files),
  ...Object.values(pictures),
];

/** Whether all files are there as they were written, some of them, or none. */
export async function stateOfFiles(
  out: string,
  record: ImageRecord,
): Promise<"whole" | "partly" | "gone"> {
  let isWhole = true, isGone = true;
  for (const { path, bytes } of filesOf(record)) {
    const info = await Deno.stat(join(out, path)).catch(() => undefined);
    if (info) isGone = false;
    if (info?.size !== bytes) isWhole = false;
  }
  return isWhole ? "whole" : isGone ? "gone" : "partly";
}

/** Removes the files of old results but for those that the new ones write too. */
export async function removeFiles(
  out: string,
  old: ImageRecord,
  kept?: ImageRecord,
): Promise<void> {
  const written = new Set(kept ? filesOf(kept).map(({ path }) => path) : []);
  for (const { path } of filesOf(old)) {
    const whole = resolve(out, path);
    // A state file from elsewhere must not reach beyond its own folder.
    if (written.has(path) || relative(out, whole).startsWith("../")) continue;
    const info = await Deno.lstat(whole).catch(() => undefined);
    if (info?.isFile) await Deno.remove(whole);
  }
}
