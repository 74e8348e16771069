import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { InputError, messageOf } from "../base/mod.ts";
import { decodeImage } from "../images/mod.ts";
import type { Dataset, SampleSet } from "./dataset.ts";
import { type Files, openPart } from "./files.ts";
import { groupByImage } from "./layout.ts";
import { runLengthDecode } from "./run_length.ts";
import { mergeLabels, type Sample } from "./sample.ts";
import { unpack } from "./unzip.ts";

/** The run-length codes of one image's nuclei, and the size they are meant for. */
interface Solution {
  readonly width: number;
  readonly height: number;
  readonly codes: string[];
}

/** Reads `ImageId,EncodedPixels,Height,Width,Usage`, one row a nucleus. */
export function parseSolution(text: string, path: string): Map<string, Solution> {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, skip_empty_lines: true });
  } catch (cause) {
    throw new InputError(`Expected a CSV but found: ${(cause as Error).message}`, {
      path,
      cause,
    });
  }
  const solutions = new Map<string, Solution>();
  rows.forEach((row, i) => {
    const { ImageId: id, EncodedPixels: codes } = row;
    const width = Number(row["Width"]), height = Number(row["Height"]);
    if (!id || codes === undefined || !(width > 0) || !(height > 0)) {
      throw new InputError(
        `Expected the columns ImageId, EncodedPixels, Height and Width but found ${
          JSON.stringify(row).slice(0, 120)
        } in line ${i + 2}`,
        { path },
      );
    }
    solutions.getOrInsertComputed(id, () => ({ width, height, codes: [] })).codes.push(
      codes,
    );
  });
  return solutions;
}

function expectSize(
  path: string,
  found: { width: number; height: number },
  image: { width: number; height: number },
): void {
  if (found.width !== image.width || found.height !== image.height) {
    throw new InputError(
      `Expected a mask of the image's size, ${image.width} x ${image.height}, but found ${found.width} x ${found.height}`,
      { path },
    );
  }
}

/** Gives the pixels of one nucleus its label; a set has tens of thousands of these. */
function stamp(
  labels: Int32Array,
  mask: Uint8Array | Uint16Array,
  channels: number,
  label: number,
): void {
  for (let i = 0, at = 0; i < labels.length; i++, at += channels) {
    if (mask[at] !== 0) labels[i] = label;
  }
}

async function labelsFromMasks(
  files: Files,
  names: readonly string[],
  image: { width: number; height: number },
): Promise<Int32Array> {
  const labels = new Int32Array(image.width * image.height);
  const masks = await Promise.all(names.map(async (name) => {
    const path = `${files.path}/${name}`;
    const mask = await decodeImage(await files.read(name), path);
    expectSize(path, mask, image);
    return mask;
  }));
  masks.forEach(({ data, channels }, n) => stamp(labels, data, channels, n + 1));
  return labels;
}

function labelsFromSolution(
  { width, height, codes }: Solution,
  image: { width: number; height: number },
  path: string,
): Int32Array {
  expectSize(path, { width, height }, image);
  const labels = new Int32Array(width * height);
  codes.forEach((code, n) => {
    try {
      stamp(labels, runLengthDecode(code, width, height), 1, n + 1);
    } catch (cause) {
      throw new InputError(`${messageOf(cause)} in nucleus ${n + 1}`, { path, cause });
    }
  });
  return labels;
}

function sampleSet(
  name: string,
  files: Files,
  solutions: Map<string, Solution>,
  solutionPath: string,
): SampleSet {
  const entries = groupByImage(files);
  return {
    name,
    ids: [...entries.keys()],
    read: async (id): Promise<Sample> => {
      const entry = entries.get(id);
      if (!entry) {
        throw new InputError(`Expected an ImageId of ${name} but found "${id}"`, {
          path: files.path,
        });
      }
      const image = await decodeImage(
        await files.read(entry.image),
        `${files.path}/${entry.image}`,
      );
      const solution = solutions.get(id);
      const labels = entry.masks.length > 0
        ? await labelsFromMasks(files, entry.masks, image)
        : solution && labelsFromSolution(solution, image, `${solutionPath}, ${id}`);
      return labels ? { id, image, labels, mask: mergeLabels(labels) } : { id, image };
    },
  };
}

async function openRequired(folder: string, name: string): Promise<Files> {
  const files = await openPart(folder, name);
  if (files) return files;
  throw new InputError(
    `Expected ${name}/ or ${name}.zip of the 2018 Data Science Bowl but found neither; ` +
      `"deno task data" gets them`,
    { path: folder },
  );
}

async function checksumOf(parts: readonly Files[], solution: string): Promise<string> {
  const hash = createHash("sha256");
  for (const files of parts) hash.update((await unpack(files, undefined)).checksum);
  return hash.update(solution).digest("hex");
}

/**
 * Opens the 2018 Data Science Bowl's stage 1 as published (zips) or unpacked.
 *
 * @param folder holds `stage1_train`, `stage1_test` (folders or zips) and
 *   `stage1_solution.csv`
 * @throws {InputError} if a part is missing or not laid out as published
 */
export async function openDsb2018(folder: string): Promise<Dataset> {
  const opened: Files[] = [];
  let checksum: Promise<string> | undefined;
  const close = async () => {
    await Promise.all(opened.map((files) => files.close()));
  };
  try {
    for (const name of ["stage1_train", "stage1_test"]) {
      opened.push(await openRequired(folder, name));
    }
    const solutionPath = `${folder}/stage1_solution.csv`;
    const solution = await Deno.readTextFile(solutionPath).catch((cause) => {
      throw new InputError("Expected the masks of stage1_test but found no such file", {
        path: solutionPath,
        cause,
      });
    });
    const solutions = parseSolution(solution, solutionPath);
    const train = sampleSet("train", opened[0]!, new Map(), solutionPath);
    const test = sampleSet("test", opened[1]!, solutions, solutionPath);
    return {
      name: "dsb2018",
      description:
        `2018 Data Science Bowl, stage 1 (BBBC038, CC0): ${train.ids.length} images in train, ${test.ids.length} in test`,
      train,
      test,
      checksum: () => checksum ??= checksumOf(opened, solution),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
