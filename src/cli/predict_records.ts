/** What has been done in a folder of results, so that it is not done again. */
import { join } from "node:path";
import * as v from "valibot";
import { messageOf, writeBeside } from "../mod.ts";
import { note } from "./output.ts";

const FILE = ".karyon.json";

/** At most this many milliseconds of finished images are lost to a power cut. */
const SAVE_EVERY = 2000;

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

const stateSchema = v.object({ version: v.literal(1), images: v.array(recordSchema) });

/** Whether every file is there as it was written. */
async function isWhole(out: string, { files, pictures }: ImageRecord): Promise<boolean> {
  for (const { path, bytes } of [...Object.values(files), ...Object.values(pictures)]) {
    const info = await Deno.stat(join(out, path)).catch(() => undefined);
    if (info?.size !== bytes) return false;
  }
  return true;
}

async function readRecords(path: string): Promise<ImageRecord[]> {
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (text === undefined) return [];
  try {
    return v.parse(stateSchema, JSON.parse(text)).images;
  } catch (error) {
    note(`${path} tells nothing of what was done (${messageOf(error)}): beginning anew.`);
    return [];
  }
}

/**
 * The records of a folder of results, kept in its `.karyon.json`.
 *
 * Records whose files are gone or changed are left out from the start.
 */
export class Records {
  #saved = performance.now();
  #isChanged = false;

  private constructor(
    readonly out: string,
    readonly byName: Map<string, ImageRecord>,
  ) {}

  static async open(out: string): Promise<Records> {
    const byName = new Map<string, ImageRecord>();
    for (const record of await readRecords(join(out, FILE))) {
      if (await isWhole(out, record)) byName.set(record.name, record);
    }
    return new Records(out, byName);
  }

  /** All of them, in the order of names. */
  list(): ImageRecord[] {
    const { compare } = new Intl.Collator("en", { numeric: true });
    return [...this.byName.values()].sort((a, b) => compare(a.name, b.name));
  }

  /** Enters an image that is done, and saves now and then. */
  async add(record: ImageRecord): Promise<void> {
    this.byName.set(record.name, record);
    this.#isChanged = true;
    if (performance.now() - this.#saved > SAVE_EVERY) await this.save();
  }

  /** Forgets an image whose files are about to be written anew. */
  forget(name: string): void {
    this.#isChanged = this.byName.delete(name) || this.#isChanged;
  }

  /** Writes all records, whole or not at all. */
  async save(): Promise<void> {
    if (!this.#isChanged) return;
    const state: v.InferOutput<typeof stateSchema> = { version: 1, images: this.list() };
    await writeBeside(join(this.out, FILE), JSON.stringify(state));
    this.#isChanged = false;
    this.#saved = performance.now();
  }
}
