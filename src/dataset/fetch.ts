import type { OnProgress } from "../base/mod.ts";
import { fetchCsvPart } from "./fetch_csv_part.ts";
import type { CsvPart, FetchedPart, FetchOptions, ZipPart } from "./fetch_parts.ts";
import { fetchZipPart } from "./fetch_zip_part.ts";

const PUBLISHER = "https://data.broadinstitute.org/bbbc/BBBC038/";

const COLUMNS = ["ImageId", "EncodedPixels", "Height", "Width", "Usage"];

const STAGE_1: readonly (ZipPart | CsvPart)[] = [
  {
    kind: "zip",
    name: "stage1_train",
    images: 670,
    masks: 29461,
    checksum: "6eb2fb1dcfc83b7fa241188b98fd311ec59a48738523b9b7c041a628698f3283",
  },
  {
    kind: "zip",
    name: "stage1_test",
    images: 65,
    masks: 0,
    checksum: "08b0b0451390485e9a423c0015416b824ab2a995645f493d8d014b2386555eea",
  },
  {
    kind: "csv",
    name: "stage1_solution",
    columns: COLUMNS,
    rows: 4152,
    checksum: "b697d9ae093d72079f45adea7e9823204d3f67dd5ab657f68ce86ab988fc32f9",
  },
];

const STAGE_2: readonly (ZipPart | CsvPart)[] = [
  { kind: "zip", name: "stage2_test_final", images: 3019, masks: 0 },
  { kind: "csv", name: "stage2_solution_final", columns: COLUMNS },
];

/**
 * Gets the 2018 Data Science Bowl's data set (BBBC038, CC0) from its publisher,
 * or from a folder that has it.
 *
 * Every file is checked before it appears under its name: checksums within the
 * zips, numbers of images and masks, the columns of the tables. What is there
 * and complete is left as it is; a download that was cut goes on where it
 * ended when the same is called again. About 100 MB to fetch and to keep.
 *
 * @param options `to` gets `stage1_train/<ImageId>/images/` and `masks/`,
 *   `stage1_test/` and `stage1_solution.csv`, and with `stage2` also
 *   `stage2_test_final/` and `stage2_solution_final.csv`; `from` is a folder
 *   with zips or unpacked folders of these names; `onProgress` is called with
 *   bytes while downloading and with files while unpacking
 * @returns one row a part, with the checksum of its content and whether that is
 *   the published one as far as it is known
 * @throws {InputError} if a part cannot be got or is not the published set; the
 *   message says what is wrong and what to do
 *
 * @example
 * ```ts
 * import { fetchDsb2018, InputError } from "#karyon";
 * const [from, to] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
 * const refusal = await fetchDsb2018({ from, to }).catch((error) => error);
 * if (!(refusal instanceof InputError)) throw refusal; // nothing is in `from`
 * for (const folder of [from, to]) await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function fetchDsb2018(options: {
  readonly to: string;
  readonly from?: string;
  readonly baseUrl?: string;
  readonly stage2?: boolean;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}): Promise<FetchedPart[]> {
  const { baseUrl = PUBLISHER, stage2 = false } = options;
  return await fetchParts(stage2 ? [...STAGE_1, ...STAGE_2] : STAGE_1, {
    ...options,
    baseUrl,
  });
}

/** Gets parts one after another, so that what is got first is of use first. */
export async function fetchParts(
  parts: readonly (ZipPart | CsvPart)[],
  options: FetchOptions,
): Promise<FetchedPart[]> {
  const baseUrl = options.baseUrl.replace(/\/*$/, "/");
  const fetched: FetchedPart[] = [];
  for (const part of parts) {
    const all = { ...options, baseUrl };
    fetched.push(
      await (part.kind === "zip" ? fetchZipPart(part, all) : fetchCsvPart(part, all)),
    );
  }
  return fetched;
}
