/// <reference lib="dom" />
import type { NamedFile } from "../bench/bench.ts";

/** Endings of files that a folder is searched for. */
const IMAGE_NAME = /^[^.].*\.(png|jpe?g|tiff?|bmp|gif|webp)$/i;

/** Files of a person, and how many others a folder held. */
export interface Picked {
  readonly files: readonly NamedFile[];
  readonly skipped: number;
}

/** Those of a folder that look like images by their names, by path. */
export function pickImages(files: readonly NamedFile[]): Picked {
  const images = files.filter(({ name }) => IMAGE_NAME.test(name));
  return { files: images, skipped: files.length - images.length };
}

/** Every file below a folder; a browser gives them by the hundred. */
async function filesBelow(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    return [{ file, name: file.name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: NamedFile[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (some.length === 0) return files;
    some.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    for (const inner of some) files.push(...await filesBelow(inner));
  }
}

/**
 * What was dropped: files as they are, so that one that is no image is told as such;
 * folders searched for images.
 */
export async function filesOfDrop(data: DataTransfer): Promise<Picked> {
  // All entries at once: after the first wait the list of what was dropped is empty.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const plain = [...data.files];
  const folders = entries.filter((entry) => entry?.isDirectory === true);
  if (folders.length === 0) {
    return { files: plain.map((file) => ({ file, name: file.name })), skipped: 0 };
  }
  const single: NamedFile[] = [], inside: NamedFile[] = [];
  for (const entry of entries) {
    if (entry !== null) {
      (entry.isDirectory ? inside : single).push(...await filesBelow(entry));
    }
  }
  const { files, skipped } = pickImages(inside);
  return { files: [...single, ...files], skipped };
}

/** What was pasted: a clipboard gives every picture the same name. */
export function filesOfPaste(data: DataTransfer, time: Date): NamedFile[] {
  const stamp = time.toTimeString().slice(0, 8).replaceAll(":", "");
  return [...data.files].map((file, index) => ({
    file,
    name: file.name === "image.png"
      ? `pasted-${stamp}${index === 0 ? "" : `-${index + 1}`}.png`
      : file.name,
  }));
}
