/** The small picture of a notebook in an index. */
import { Buffer } from "node:buffer";
import sharp from "sharp";
import type { Notebook } from "./nbformat.ts";

const THUMBNAIL_WIDTH = 480;

/** An index is written anew after each notebook; its pictures are made once. */
const thumbnails = new WeakMap<Notebook, Promise<string | undefined>>();

/** A notebook's first picture, small, as the address of an image. */
export function thumbnail(notebook: Notebook): Promise<string | undefined> {
  const made = thumbnails.get(notebook) ?? makeThumbnail(notebook);
  thumbnails.set(notebook, made);
  return made;
}

async function makeThumbnail(notebook: Notebook): Promise<string | undefined> {
  const pictures = notebook.cells
    .flatMap((cell) => cell.cell_type === "code" ? cell.outputs : [])
    .flatMap((output) => "data" in output ? [output.data["image/png"]] : [])
    .filter((png) => typeof png === "string");
  const [first] = pictures;
  if (first === undefined) return undefined;
  try {
    const small = await sharp(Buffer.from(first, "base64"))
      .resize({ width: THUMBNAIL_WIDTH, withoutEnlargement: true })
      .flatten({ background: "white" })
      .png({ palette: true })
      .toBuffer();
    return `data:image/png;base64,${small.toString("base64")}`;
  } catch {
    // A picture that sharp cannot read: the entry stands without it.
    return undefined;
  }
}
