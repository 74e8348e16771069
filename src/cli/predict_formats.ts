/** The forms in which `karyon predict` writes nuclei. */
import { join } from "node:path";
import {
  drawNuclei,
  encodeCsv,
  encodeImageJRois,
  encodeLabelTiff,
  encodeRunLengthCsv,
  findOutlines,
  type Image,
  nucleiToGeoJson,
  nucleusColumns,
  type NucleusRow,
  writeBeside,
  writeLabels,
  writeMask,
  writePng,
} from "../mod.ts";
import type { WrittenFile } from "./predict_state.ts";

/** An image's nuclei, and where to write them. */
export interface FoundNuclei {
  /** The folder of results. */
  readonly out: string;
  /** What the image's files are named by, seen from there. */
  readonly name: string;
  readonly image: Image;
  readonly mask: Uint8Array;
  readonly labels: Int32Array;
  readonly rows: readonly NucleusRow[];
  readonly pixelSize?: number;
}

interface FormatEntry {
  /** What follows the name. */
  readonly ending: string;
  write(path: string, found: FoundNuclei): Promise<void>;
}

const outlinesOf = ({ labels, image }: FoundNuclei) =>
  findOutlines(labels, image.width, image.height);

const entries = {
  mask: {
    ending: "mask.png",
    write: (path, { mask, image }) => writeMask(path, mask, image.width, image.height),
  },
  labels: {
    ending: "labels.png",
    write: (path, { labels, image }) =>
      writeLabels(path, labels, image.width, image.height),
  },
  overlay: {
    ending: "overlay.png",
    write: (path, { image, labels }) => writePng(path, drawNuclei(image, labels)),
  },
  csv: {
    ending: "nuclei.csv",
    write: (path, { rows, image, pixelSize }) =>
      // Named columns, so that an image without nuclei still gets its header.
      writeBeside(
        path,
        encodeCsv(
          rows,
          nucleusColumns(image, pixelSize === undefined ? {} : { pixelSize }),
        ),
      ),
  },
  tiff: {
    ending: "labels.tif",
    write: (path, { labels, image }) =>
      writeBeside(path, encodeLabelTiff(labels, image.width, image.height)),
  },
  geojson: {
    ending: "geojson",
    write: (path, found) =>
      writeBeside(path, nucleiToGeoJson(outlinesOf(found), { rows: found.rows })),
  },
  rois: {
    ending: "rois.zip",
    write: (path, found) => writeBeside(path, encodeImageJRois(outlinesOf(found))),
  },
  rle: {
    ending: "rle.csv",
    write: (path, { name, labels, image: { width, height } }) =>
      writeBeside(path, encodeRunLengthCsv([{ id: name, labels, width, height }])),
  },
} as const satisfies Record<string, FormatEntry>;

/** What `--formats` takes. */
export type Format = keyof typeof entries;

/** All of them, in the order in which they are written. */
export const formatNames = Object.keys(entries) as readonly Format[];

/** What is written where nothing is asked for. */
export const usualFormats = ["mask", "labels", "overlay", "csv"] as const;

/** A file as the records keep it. */
export async function writtenFile(out: string, path: string): Promise<WrittenFile> {
  return { path, bytes: (await Deno.stat(join(out, path))).size };
}

/** Writes nuclei in one of the forms. */
export async function writeFormat(
  format: Format,
  found: FoundNuclei,
): Promise<WrittenFile> {
  const { ending, write }: FormatEntry = entries[format];
  const path = `${found.name}.${ending}`;
  await write(join(found.out, path), found);
  return await writtenFile(found.out, path);
}
