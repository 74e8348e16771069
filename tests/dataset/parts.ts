/** A small set on a server, for the tests of fetching. */
import type { CsvPart, ZipPart } from "../../src/dataset/fetch_parts.ts";
import { type FileServer, withServer } from "./server.ts";
import { withFolder } from "../support/temporary.ts";
import { contestZip } from "../support/zips.ts";

export const TRAIN: ZipPart = {
  kind: "zip",
  name: "train",
  images: 3,
  masks: 6,
};
export const TABLE: CsvPart = {
  kind: "csv",
  name: "table",
  columns: ["ImageId", "Codes"],
  rows: 2,
};
export const CSV = new TextEncoder().encode("ImageId,Codes\na,1 2\nb,3 4\n");
export const PARTS = [TRAIN, TABLE];

export const train = await contestZip(3, 2);

/** Relative paths of all files under a folder, sorted. */
export function filesIn(folder: string, prefix = ""): string[] {
  return [...Deno.readDirSync(`${folder}/${prefix}`)].flatMap((
    { name, isDirectory },
  ) => isDirectory ? filesIn(folder, `${prefix}${name}/`) : [`${prefix}${name}`]).sort();
}

export async function trial(
  files: Record<string, Uint8Array<ArrayBuffer>>,
  test: (server: FileServer, to: string) => Promise<void>,
): Promise<void> {
  await withServer(files, {}, (server) => withFolder((to) => test(server, to)));
}
