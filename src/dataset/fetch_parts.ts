import type { OnProgress } from "../base/mod.ts";

/** A zip of images in the contest's layout, and what it is known to hold. */
export interface ZipPart {
  readonly kind: "zip";
  /** Without `.zip`; the name of the folder that it becomes. */
  readonly name: string;
  readonly images: number;
  readonly masks: number;
  /** Of the content as published, where that was at hand. */
  readonly checksum?: string;
}

/** A table of run-length codes, and what it is known to hold. */
export interface CsvPart {
  readonly kind: "csv";
  /** Without `.csv`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows?: number;
  readonly checksum?: string;
}

/** What became of one part. */
export interface FetchedPart {
  readonly name: string;
  /** The folder or the file. */
  readonly path: string;
  /** `present` if it was complete before. */
  readonly status: "fetched" | "present";
  readonly images: number;
  readonly masks: number;
  /** SHA-256 of the content, not of the container; of a CSV, of its bytes. */
  readonly checksum: string;
  /** Whether the content is known to be the published one; null if not known. */
  readonly asPublished: boolean | null;
}

/** Where parts come from and go to. */
export interface FetchOptions {
  /** The folder that gets `<part>/` and `<part>.csv`. */
  readonly to: string;
  /** A folder with the parts, as zips or folders, in place of the network. */
  readonly from?: string | undefined;
  /** Address of the folder with the files. */
  readonly baseUrl: string;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether anything has this name. */
export async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
