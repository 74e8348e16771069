/** The real images as files, wherever they lie. */
import { basename } from "node:path";
import { openPart } from "../../src/dataset/files.ts";

/** An image as its file. */
export interface ImageFile {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The images of a set that are chosen by their place and id, sorted by id. */
export async function* imageFiles(
  folder: string,
  set: "stage1_train" | "stage1_test",
  chosen: (id: string, place: number) => boolean = () => true,
): AsyncGenerator<ImageFile> {
  const files = await openPart(folder, set);
  if (!files) throw new Error(`Expected ${set} in ${folder} but found none`);
  try {
    const images = files.names.filter((name) => /\/images\/[^/]+\.png$/.test(name));
    for (const [place, name] of images.entries()) {
      const id = basename(name, ".png");
      if (chosen(id, place)) yield { id, bytes: await files.read(name) };
    }
  } finally {
    await files.close();
  }
}
