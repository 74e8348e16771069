import { stringify } from "csv-stringify/sync";
import { InputError } from "../../base/mod.ts";
import { runLengthEncodeLabels } from "../../images/mod.ts";

/** The nuclei of one image, as {@linkcode encodeRunLengthCsv} takes them. */
export interface ImageLabels {
  /** What the table calls the image: its file's name without the ending. */
  readonly id: string;
  /** Row-major, `width * height` integers; 0 is background. */
  readonly labels: Int32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes nuclei as the 2018 Data Science Bowl takes them: a table of `ImageId` and
 * `EncodedPixels` with one row a nucleus, and a row without pixels for an image
 * without nuclei.
 *
 * @param images taken one after the other, so that a generator may read them late
 * @throws {InputError} if an image occurs twice, or its labels are not of its size
 *
 * @example
 * ```ts
 * import { encodeRunLengthCsv } from "#karyon";
 * const image = { id: "a", labels: Int32Array.of(0, 2, 1, 2), width: 2, height: 2 };
 * const csv = encodeRunLengthCsv([image]);
 * if (csv !== "ImageId,EncodedPixels\na,2 1\na,3 2\n") throw new Error(csv);
 * ```
 */
export function encodeRunLengthCsv(images: Iterable<ImageLabels>): string {
  const rows: [string, string][] = [];
  const seen = new Set<string>();
  for (const { id, labels, width, height } of images) {
    if (seen.has(id)) {
      throw new InputError(`Expected each image once but found ${id} again`);
    }
    seen.add(id);
    const codes = [...runLengthEncodeLabels(labels, width, height).values()];
    for (const code of codes.length > 0 ? codes : [""]) rows.push([id, code]);
  }
  return stringify(rows, { header: true, columns: ["ImageId", "EncodedPixels"] });
}
