import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { messageOf, version } from "../base/mod.ts";
import type { InputShape } from "../images/mod.ts";
import { stampFiles } from "./file_stamps.ts";
import type { NamedPart } from "./prepare_in_parallel.ts";
import type { PreparedBlock } from "./prepared_block.ts";
import { DamagedFile, readPreparedFile, writePreparedFile } from "./prepared_file.ts";

/** Samples that were prepared before. */
export interface KeptSamples {
  readonly block: PreparedBlock;
  /** The data set's. */
  readonly checksum: string;
}

/** A place for the prepared samples of one data set in one shape. */
export interface PreparedCache {
  /** Undefined where there are none, or none that still fit. */
  find(): KeptSamples | undefined;
  /** Keeps samples for the next time; where that fails, a note says so. */
  keep(samples: KeptSamples): Promise<void>;
}

/** To be raised whenever the same files would give other prepared samples. */
const FORMAT = 1;

/** What makes kept samples fit: all of it must be the same. */
interface Fit {
  readonly format: number;
  readonly version: string;
  /** What the file system says about the data set's files. */
  readonly files: string;
  readonly shape: InputShape;
  readonly parts: readonly NamedPart[];
}

/** Files in a cache's folder, and those of runs that were killed; older ones go. */
const MOST_FILES = 4;

/** Where prepared samples are kept: nowhere if Karyon itself is not in a folder. */
export function defaultCacheFolder(): string | undefined {
  const url = new URL("../../.cache/prepared", import.meta.url);
  return url.protocol === "file:" ? fileURLToPath(url) : undefined;
}

/**
 * Opens the cache, and looks at the data set's files: what changes from now on
 * will not fit.
 *
 * @param onNote told in one sentence why kept samples are of no use
 */
export function openPreparedCache(
  folder: string,
  { source, shape, parts, onNote = () => {} }: {
    readonly source: string;
    readonly shape: InputShape;
    readonly parts: readonly NamedPart[];
    readonly onNote?: ((sentence: string) => void) | undefined;
  },
): PreparedCache {
  const fit: Fit = { format: FORMAT, version, files: stampFiles(source), shape, parts };
  // What no longer fits is replaced by what is made anew: they have one name.
  const hash = createHash("sha256").update(Deno.realPathSync(source));
  const key = hash.update(JSON.stringify({ shape, parts })).digest("hex").slice(0, 16);
  const path = `${folder}/${shape.size}-${shape.normalization}-${key}.prepared`;
  return {
    find: () => {
      try {
        return readFitting(path, fit);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        onNote(`The images kept in ${path} are read anew: ${messageOf(error)}.`);
        return undefined;
      }
    },
    keep: async ({ block, checksum }) => {
      try {
        await writePreparedFile(path, { header: { fit, checksum }, block });
        await removeOldest(folder);
      } catch (error) {
        onNote(`The prepared images could not be kept in ${path}: ${messageOf(error)}.`);
      }
    },
  };
}

function readFitting(path: string, fit: Fit): KeptSamples {
  const { header, block } = readPreparedFile(path);
  const kept = header as { readonly fit: Fit; readonly checksum: string };
  if (kept.fit.files !== fit.files) {
    throw new DamagedFile("the data set's files have changed since");
  }
  if (JSON.stringify(kept.fit) !== JSON.stringify(fit)) {
    throw new DamagedFile(`they are of Karyon ${kept.fit.version}`);
  }
  return { block, checksum: kept.checksum };
}

async function removeOldest(folder: string): Promise<void> {
  const files: { path: string; time: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!/\.prepared(\.\w+\.part)?$/.test(name)) continue;
    const path = `${folder}/${name}`;
    const { mtime } = await Deno.stat(path);
    files.push({ path, time: mtime?.getTime() ?? 0 });
  }
  files.sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(MOST_FILES)) await Deno.remove(path);
}
