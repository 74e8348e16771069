import type { Row } from "../../base/mod.ts";
import {
  drawNuclei,
  encodeLabelTiff,
  type Image,
  imageOfLabels,
  imageOfMask,
} from "../../images/mod.ts";
import { encodeCsv, findOutlines, nucleiToGeoJson } from "../../segment/mod.ts";
import type { Download, DownloadFile } from "../segmenter.ts";
import { encodePngPortably } from "./encode_png.ts";
import { stemOf } from "./names.ts";

/** An image's nuclei, to be written as files. */
export interface NucleiToSave {
  readonly image: Image;
  /** Of the image's file, as the person's computer gives it. */
  readonly name: string;
  /** `width * height` values; 0 is background. */
  readonly mask: Uint8Array;
  /** `width * height` values; 0 is background, n the n-th nucleus. */
  readonly labels: Int32Array;
  /** One a nucleus, with `label`. */
  readonly rows: readonly Row[];
  /** The rows' columns, in their order. */
  readonly columns: readonly string[];
}

/** More labels do not fit into a PNG. */
const MOST_IN_PNG = 65535;

const textFile = (name: string, type: string, text: string): DownloadFile => ({
  name,
  type,
  bytes: new TextEncoder().encode(text),
});

const pngFile = (name: string, image: Image): DownloadFile => ({
  name,
  type: "image/png",
  bytes: encodePngPortably(image),
});

/** With what the files are named by. */
interface NamedNuclei extends NucleiToSave {
  readonly stem: string;
}

function labelFile({ stem, labels, image: { width, height }, rows }: NamedNuclei) {
  if (rows.length <= MOST_IN_PNG) {
    return pngFile(`${stem}.labels.png`, imageOfLabels(labels, width, height));
  }
  const bytes = encodeLabelTiff(labels, width, height);
  return { name: `${stem}.labels.tif`, type: "image/tiff", bytes };
}

/** The rows as those of nuclei, which all have a label. */
const labelled = (rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, label: Number(row["label"]) }));

const encoders: Readonly<Record<Download, (nuclei: NamedNuclei) => DownloadFile>> = {
  mask: ({ stem, mask, image: { width, height } }) =>
    pngFile(`${stem}.mask.png`, imageOfMask(mask, width, height)),
  labels: labelFile,
  overlay: ({ stem, image, labels }) =>
    pngFile(`${stem}.overlay.png`, drawNuclei(image, labels)),
  csv: ({ stem, rows, columns }) =>
    textFile(`${stem}.nuclei.csv`, "text/csv", encodeCsv(rows, columns)),
  geojson: ({ stem, labels, image: { width, height }, rows }) =>
    textFile(
      `${stem}.geojson`,
      "application/geo+json",
      nucleiToGeoJson(findOutlines(labels, width, height), { rows: labelled(rows) }),
    ),
};

/**
 * Encodes an image's nuclei as the files that `karyon predict` writes: the same pixels,
 * and the same text of tables and outlines. More nuclei than a PNG holds become a TIFF.
 *
 * @throws {RangeError} if mask or labels are not of the image's size
 */
export function encodeDownloads(
  nuclei: NucleiToSave,
  wanted: readonly Download[],
): DownloadFile[] {
  const named = { ...nuclei, stem: stemOf(nuclei.name) };
  return wanted.map((kind) => encoders[kind](named));
}
