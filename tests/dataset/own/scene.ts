/** One small scene and its masks in all forms, for folders of one's own. */
import sharp from "sharp";
import {
  createImage,
  type Dataset,
  encodePng,
  openDataset,
  runLengthEncode,
  type Sample,
} from "#karyon";
import { writeFiles } from "../../support/contest_layout.ts";
import { withFolder } from "../../support/temporary.ts";

export const WIDTH = 4, HEIGHT = 3;

/** Three nuclei; the first two touch. */
export const LABELS = [
  ...[1, 1, 0, 0],
  ...[1, 2, 0, 3],
  ...[0, 2, 0, 3],
];

/** What a plain mask tells of it: two pieces. */
export const PIECES = [
  ...[1, 1, 0, 0],
  ...[1, 1, 0, 2],
  ...[0, 1, 0, 2],
];

/** A gray PNG of these values. */
export function gray(
  values: ArrayLike<number>,
  { width = WIDTH, depth = 8 }: { width?: number; depth?: 8 | 16 } = {},
): Promise<Uint8Array> {
  const image = createImage(width, values.length / width, 1, depth);
  image.data.set(values);
  return encodePng(image);
}

export const image = (): Promise<Uint8Array> => encodePng(createImage(WIDTH, HEIGHT, 3));

/** The plain mask of labels: 0 and 255. */
export const plain = (labels: readonly number[] = LABELS): Promise<Uint8Array> =>
  gray(labels.map((label) => label > 0 ? 255 : 0));

/** The mask of one nucleus. */
export const nucleus = (n: number): Promise<Uint8Array> =>
  gray(LABELS.map((label) => label === n ? 255 : 0));

/** The codes of one nucleus. */
export const codes = (n: number): string =>
  runLengthEncode(LABELS.map((label) => label === n ? 1 : 0), WIDTH, HEIGHT);

/** A TIFF of 16 bits. */
export async function tiff16(values: readonly number[]): Promise<Uint8Array> {
  const raw = { width: WIDTH, height: HEIGHT, channels: 1 } as const;
  return new Uint8Array(
    await sharp(Uint16Array.from(values), { raw }).toColourspace("grey16")
      .tiff({ compression: "lzw" }).toBuffer(),
  );
}

/** Writes files into a folder of their own and opens it. */
export function withOwn<T>(
  files: Record<string, Uint8Array | string | Promise<Uint8Array>>,
  body: (dataset: Dataset, folder: string) => Promise<T> | T,
): Promise<T> {
  return withFolder(async (folder) => {
    const written: Record<string, Uint8Array | string> = {};
    for (const [name, content] of Object.entries(files)) written[name] = await content;
    await writeFiles(folder, written);
    const dataset = await openDataset(folder);
    try {
      return await body(dataset, folder);
    } finally {
      await dataset.close();
    }
  });
}

/** All samples of all sets, by id. */
export async function readAll(dataset: Dataset): Promise<Map<string, Sample>> {
  const samples = new Map<string, Sample>();
  for (const set of dataset.sets) {
    for (const id of set.ids) samples.set(id, await set.read(id));
  }
  return samples;
}

/** The labels of all samples, by id; null where there are none. */
export async function labelsOf(
  dataset: Dataset,
): Promise<Record<string, readonly number[] | null>> {
  const samples = [...await readAll(dataset)].sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(
    samples.map(([id, { labels }]) => [id, labels ? [...labels] : null]),
  );
}
