import { createHash } from "node:crypto";
import type { OnProgress } from "../base/mod.ts";
import type { Files } from "./files.ts";
import { placesOf } from "./layout.ts";

/** What a set in the contest's layout holds. */
export interface Contents {
  readonly images: number;
  readonly masks: number;
  /**
   * SHA-256 over one line a PNG, `<ImageId>/images/<file>` or `.../masks/...`, a
   * space and the SHA-256 of its bytes, sorted by name: the same for every zip
   * or folder that holds the same files.
   */
  readonly checksum: string;
}

/** Files that are read and written at the same time. */
const AT_ONCE = 16;

/**
 * Reads a whole set and writes it in the contest's layout, or only reads it.
 *
 * Folders around `<ImageId>` are left away, and so is what is no PNG in
 * `images` or `masks`. The folder appears under its name when it is complete
 * and `check` has not thrown; until then it is `<folder>.part`.
 *
 * @param to where it goes; only read and summed up where undefined
 * @throws {InputError} if two files have one place, or the zip is broken
 * @throws {Error} if the disk fails
 */
export async function unpack(
  files: Files,
  to: string | undefined,
  options: {
    readonly check?: (contents: Contents) => void;
    readonly onProgress?: OnProgress | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<Contents> {
  const places = placesOf(files);
  const beside = to && `${to}.part`;
  if (beside) await Deno.remove(beside, { recursive: true }).catch(() => {});
  try {
    const sums = await copyAll(files, places, beside, options);
    options.signal?.throwIfAborted();
    const contents = summarize(places, sums);
    options.check?.(contents);
    if (to && beside) await Deno.rename(beside, to);
    return contents;
  } catch (error) {
    if (beside) await Deno.remove(beside, { recursive: true }).catch(() => {});
    throw error;
  }
}

/** Copies all files; returns the SHA-256 of each. */
async function copyAll(
  files: Files,
  places: readonly [place: string, name: string][],
  to: string | undefined,
  { onProgress, signal }: {
    readonly onProgress?: OnProgress | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<string[]> {
  const sums: string[] = new Array(places.length);
  const folders = new Set<string>();
  let next = 0, done = 0;
  let failed = false;
  const work = async () => {
    while (next < places.length && !failed) {
      signal?.throwIfAborted();
      const at = next++;
      const [place, name] = places[at]!;
      const bytes = await files.read(name);
      sums[at] = createHash("sha256").update(bytes).digest("hex");
      if (to !== undefined) {
        const folder = `${to}/${place.slice(0, place.lastIndexOf("/"))}`;
        if (!folders.has(folder)) await Deno.mkdir(folder, { recursive: true });
        folders.add(folder);
        await Deno.writeFile(`${to}/${place}`, bytes);
      }
      onProgress?.(
        ++done,
        places.length,
        to === undefined ? "checking" : "unpacking",
      );
    }
  };
  // All have ended before anyone removes what they write.
  const workers = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((error) => {
        failed = true;
        throw error;
      })),
  );
  const first = workers.find((worker) => worker.status === "rejected");
  if (first) throw first.reason;
  return sums;
}

function summarize(
  places: readonly [place: string, name: string][],
  sums: readonly string[],
): Contents {
  const hash = createHash("sha256");
  places.forEach(([place], i) => hash.update(`${place} ${sums[i]}\n`));
  const images = places.filter(([place]) => place.split("/")[1] === "images").length;
  return {
    images,
    masks: places.length - images,
    checksum: hash.digest("hex"),
  };
}
