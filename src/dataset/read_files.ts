import { type DecodedFile, decodeImageFile } from "../images/mod.ts";
import type { SampleSet } from "./dataset.ts";
import type { Files } from "./files.ts";
import { type Findings, noting } from "./finding.ts";
import { isOfSize, labelCodes, labelMasks } from "./label_masks.ts";
import type { Size } from "./merge_nuclei.ts";
import type { Sample } from "./sample.ts";
import type { Solution } from "./solution.ts";

/**
 * A set of files, which one function reads plainly or with a close look.
 *
 * @param readWith throws {@linkcode InputError} where it cannot note its findings;
 *   gives undefined where the image cannot be read, and that is in the findings
 */
export function fileSet(
  name: string,
  ids: readonly string[],
  readWith: (id: string, findings: Findings) => Promise<Sample | undefined>,
): SampleSet {
  return {
    name,
    ids,
    // Without findings to note them in, errors are thrown: there is a sample.
    read: async (id) => (await readWith(id, undefined))!,
    inspect: async (id) => {
      const findings: NonNullable<Findings> = [];
      const sample = await readWith(id, findings);
      return {
        ...(sample ? { sample } : {}),
        problems: findings.map((finding) => ({ set: name, id, ...finding })),
      };
    },
  };
}

/** Decodes the image of a sample. */
export function readImageIn(
  files: Files,
  name: string,
  findings: Findings,
): Promise<DecodedFile | undefined> {
  const path = `${files.path}/${name}`;
  return noting(
    findings,
    path,
    async () => decodeImageFile(await files.read(name), path),
  );
}

/** Labels of nuclei that have a file each. */
export async function labelsOfFiles(
  files: Files,
  names: readonly string[],
  size: Size,
  findings: Findings,
): Promise<Int32Array | undefined> {
  const read = await Promise.all(names.map((name) => {
    const path = `${files.path}/${name}`;
    return noting(
      findings,
      path,
      async () => ({ bytes: await files.read(name), path }),
    );
  }));
  const whole = read.filter((mask) => mask !== undefined);
  const labels = await labelMasks(whole, size, findings);
  return whole.length === names.length ? labels : undefined;
}

/**
 * Labels of nuclei that have run-length codes.
 *
 * @param path the table, and which image is meant
 */
export function labelsOfSolution(
  { size, codes }: Solution,
  image: Size,
  path: string,
  findings: Findings,
): Int32Array | undefined {
  if (size && !isOfSize(size, image, path, findings)) return undefined;
  return labelCodes(codes, image, path, findings);
}
