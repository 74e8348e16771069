import { createHash } from "node:crypto";
import { InputError } from "../base/mod.ts";
import { contestSet, type Solutions } from "./contest_set.ts";
import type { Dataset } from "./dataset.ts";
import { type Files, openPart } from "./files.ts";
import { parseSolution } from "./solution.ts";
import { unpack } from "./unzip.ts";

/** What each set's files are called. */
const TRAIN = "stage1_train";
const TEST = "stage1_test";
const TEST_MASKS = "stage1_solution.csv";
const STAGE2 = "stage2_test_final";
const STAGE2_MASKS = "stage2_solution_final.csv";

/**
 * Whether a folder holds something of the contest's first stage, so that it is
 * opened as that, and what else is missing gets named.
 */
export async function isDsb2018(folder: string): Promise<boolean> {
  for (const name of [TRAIN, `${TRAIN}.zip`, TEST, `${TEST}.zip`, TEST_MASKS]) {
    if (await Deno.stat(`${folder}/${name}`).then(() => true, () => false)) return true;
  }
  return false;
}

/**
 * Opens the 2018 Data Science Bowl as published (zips) or unpacked.
 *
 * Stage 1 is train and test. Stage 2 was published without masks, and the codes of
 * the images that were scored later on: it joins `sets` where it is there.
 *
 * @param folder holds `stage1_train`, `stage1_test` (folders or zips) and
 *   `stage1_solution.csv`; may hold `stage2_test_final` and
 *   `stage2_solution_final.csv`
 * @throws {InputError} if a part is missing or not laid out as published
 */
export async function openDsb2018(folder: string): Promise<Dataset> {
  const opened: Files[] = [];
  let checksum: Promise<string> | undefined;
  const open = async (name: string) => {
    const files = await openPart(folder, name);
    if (files) opened.push(files);
    return files;
  };
  const close = async () => {
    await Promise.all(opened.map((files) => files.close()));
  };
  try {
    const stage1 = [
      await open(TRAIN) ?? missing(folder, TRAIN),
      await open(TEST) ?? missing(folder, TEST),
    ] as const;
    const text = await Deno.readTextFile(`${folder}/${TEST_MASKS}`).catch((cause) => {
      throw new InputError("Expected the masks of stage1_test but found no such file", {
        path: `${folder}/${TEST_MASKS}`,
        cause,
      });
    });
    const train = contestSet("train", stage1[0], undefined, "expected");
    const test = contestSet(
      "test",
      stage1[1],
      solutionsOf(text, `${folder}/${TEST_MASKS}`),
      "expected",
    );
    const files = await open(STAGE2);
    const stage2 = files &&
      contestSet("stage2", files, await stage2Solutions(folder), "optional");
    const sets = [train, test, ...stage2 ? [stage2] : []];
    return {
      name: "dsb2018",
      description:
        `2018 Data Science Bowl, stage 1 (BBBC038, CC0): ${train.ids.length} images in train, ${test.ids.length} in test` +
        (stage2 ? `; ${stage2.ids.length} of stage 2` : ""),
      train,
      test,
      sets,
      problems: sets.flatMap(({ problems }) => problems),
      checksum: () => checksum ??= checksumOf(stage1, text),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function missing(folder: string, name: string): never {
  throw new InputError(
    `Expected ${name}/ or ${name}.zip of the 2018 Data Science Bowl but found neither; ` +
      `"deno task data" gets them`,
    { path: folder },
  );
}

function solutionsOf(text: string, path: string): Solutions {
  return { path, byId: parseSolution(text, path, { sizes: "required" }) };
}

/** The codes of the scored images, where they are there. */
async function stage2Solutions(folder: string): Promise<Solutions | undefined> {
  const path = `${folder}/${STAGE2_MASKS}`;
  try {
    return solutionsOf(await Deno.readTextFile(path), path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function checksumOf(parts: readonly Files[], solution: string): Promise<string> {
  const hash = createHash("sha256");
  for (const files of parts) hash.update((await unpack(files, undefined)).checksum);
  return hash.update(solution).digest("hex");
}
