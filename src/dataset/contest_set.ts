import { InputError } from "../base/mod.ts";
import type { SampleSet } from "./dataset.ts";
import type { Files } from "./files.ts";
import { type Findings, note } from "./finding.ts";
import { type Entry, groupByImage, masksWithoutImage } from "./layout.ts";
import type { Problem } from "./problem.ts";
import { fileSet, labelsOfFiles, labelsOfSolution, readImageIn } from "./read_files.ts";
import { makeSample, type Sample } from "./sample.ts";
import type { Solution } from "./solution.ts";

/** Run-length codes by ImageId, and the table that they are from. */
export interface Solutions {
  readonly path: string;
  readonly byId: ReadonlyMap<string, Solution>;
}

/** One of the contest's sets; its masks are files, or codes in a table, or unknown. */
export interface ContestSet extends SampleSet {
  /** Masks and codes without an image. */
  readonly problems: readonly Problem[];
}

/**
 * A set in the layout `<ImageId>/images/` and `<ImageId>/masks/`.
 *
 * @param masks whether each image should have some: `optional` in the last stage,
 *   which was published without
 * @throws {InputError} if the files are not laid out like that
 */
export function contestSet(
  name: string,
  files: Files,
  solutions: Solutions | undefined,
  masks: "expected" | "optional",
): ContestSet {
  const entries = groupByImage(files);

  const readWith = async (
    id: string,
    findings: Findings,
  ): Promise<Sample | undefined> => {
    const entry = entries.get(id);
    if (!entry) {
      throw new InputError(`Expected an ImageId of ${name} but found "${id}"`, {
        path: files.path,
      });
    }
    const decoded = await readImageIn(files, entry.image, findings);
    if (!decoded) return undefined;
    const solution = solutions?.byId.get(id);
    if (findings && masks === "expected" && entry.masks.length === 0 && !solution) {
      note(findings, {
        code: "no mask",
        severity: "error",
        message: "Expected masks of this image but found none",
        path: `${files.path}/${entry.image}`,
      });
    }
    const labels = entry.masks.length > 0
      ? await labelsOfFiles(files, entry.masks, decoded.image, findings)
      : solution &&
        labelsOfSolution(solution, decoded.image, `${solutions!.path}, ${id}`, findings);
    return makeSample(id, decoded, labels);
  };

  return {
    ...fileSet(name, [...entries.keys()], readWith),
    problems: findWithoutImage(name, files, entries, solutions),
  };
}

function findWithoutImage(
  set: string,
  files: Files,
  entries: ReadonlyMap<string, Entry>,
  solutions: Solutions | undefined,
): Problem[] {
  const problem = (id: string, found: string, path: string): Problem => ({
    set,
    id,
    code: "no image",
    severity: "warning",
    message: `Expected an image but found ${found}`,
    path,
  });
  const count = (number: number, what: string) =>
    `${number} ${what}${number === 1 ? "" : "s"}`;
  return [
    ...[...masksWithoutImage(files)].map(([id, masks]) =>
      problem(id, `${count(masks, "mask")} without one`, files.path)
    ),
    ...[...solutions?.byId ?? []]
      .filter(([id]) => !entries.has(id))
      .map(([id, { codes }]) =>
        problem(id, `${count(codes.length, "code")} without one`, solutions!.path)
      ),
  ];
}
