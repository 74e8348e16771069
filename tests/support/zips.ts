/** Small zips for tests. */
import { Buffer } from "node:buffer";
// @ts-types="@types/yazl"
import yazl from "yazl";
import { createImage, encodePng } from "#karyon";

/** A zip of files by name, stored or compressed. */
export async function zipOf(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: { readonly compress?: boolean; readonly mode?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { compress = false, mode = 0o100644 } = options;
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content as Uint8Array), name, { compress, mode });
  }
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) {
    chunks.push(chunk as unknown as Uint8Array);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Replaces some bytes by others of the same length, wherever they occur. */
export function replaceBytes(
  bytes: Uint8Array<ArrayBuffer>,
  from: string,
  to: string,
): Uint8Array<ArrayBuffer> {
  if (from.length !== to.length) throw new Error("Expected equal lengths");
  const text = Buffer.from(bytes).toString("latin1").replaceAll(from, to);
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** A set in the contest's layout: `images` images with `masks` masks each. */
export async function contestZip(
  images: number,
  masks: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < images; i++) {
    const image = createImage(6, 5, 4);
    image.data[0] = i;
    const id = `image${i}`;
    files[`${id}/images/${id}.png`] = await encodePng(image);
    for (let m = 0; m < masks; m++) {
      const mask = createImage(6, 5, 1);
      mask.data[m] = 255;
      files[`${id}/masks/mask${m}.png`] = await encodePng(mask);
    }
  }
  return await zipOf(files);
}
