import { type Zippable, zipSync } from "fflate";
import type { DownloadFile } from "../segmenter.ts";
import { uniqueNames } from "./names.ts";

/** What is packed already gets no smaller. */
const isPacked = ({ type }: DownloadFile) => type.startsWith("image/");

/**
 * Packs files into one zip; names that come again are numbered.
 *
 * @param files image by image
 * @param name of the zip
 */
export function zipFiles(
  files: readonly DownloadFile[],
  name = "karyon.zip",
): DownloadFile {
  const names = uniqueNames(files.map((file) => file.name));
  const entries: Zippable = {};
  files.forEach((file, i) => {
    entries[names[i]!] = [file.bytes, { level: isPacked(file) ? 0 : 6 }];
  });
  return { name, type: "application/zip", bytes: zipSync(entries) };
}
