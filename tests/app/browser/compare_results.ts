/** Results of the page beside those of `karyon predict`. */
import { assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { join } from "node:path";
import { decodeImage, type EngineName } from "#karyon";
import { predictFiles } from "../../../src/cli/predict_files.ts";

/** What the page offers, by the endings of the files. */
export const ENDINGS = [
  "mask.png",
  "labels.png",
  "overlay.png",
  "nuclei.csv",
  "geojson",
] as const;

/** Has `karyon predict` write what the page offers, into a folder. */
export async function predict(
  paths: readonly string[],
  out: string,
  model: string,
  engine: EngineName = "wasm",
): Promise<void> {
  await predictFiles(paths, {
    model,
    out,
    formats: ["mask", "labels", "overlay", "csv", "geojson"],
    engine,
    megapixels: 16,
  });
}

/** How two results of an image differ. */
export interface Difference {
  /** Shares of pixels. */
  readonly mask: number;
  readonly labels: number;
  readonly overlay: number;
  /** Nuclei of one and of the other. */
  readonly counts: readonly [number, number];
  /** The largest difference of a value of the tables, by the larger of the two. */
  readonly table: number;
  /** Nuclei whose outlines are the same points, as a share. */
  readonly outlines: number;
}

async function shareOfDifferent(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => decodeImage(png, "a.png")));
  const { data, ...facts } = a!;
  const { data: others, ...otherFacts } = b!;
  assertEquals(facts, otherFacts);
  let different = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== others[i]) different++;
  return different / data.length;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const rowsOf = (bytes: Uint8Array) => parse(textOf(bytes)) as string[][];

function largestDifference(one: string[][], other: string[][]): number {
  assertEquals(one[0], other[0]);
  let largest = 0;
  for (const [i, row] of one.entries()) {
    for (const [j, words] of row.entries()) {
      const [a, b] = [Number(words), Number(other[i]![j])];
      if (words === other[i]![j]) continue;
      const larger = Math.max(Math.abs(a), Math.abs(b), 1e-9);
      // Words that differ are as far apart as can be.
      largest = Math.max(largest, Number.isNaN(a - b) ? 1 : Math.abs(a - b) / larger);
    }
  }
  return largest;
}

interface Feature {
  readonly geometry: unknown;
}

const outlinesOf = (bytes: Uint8Array) =>
  (JSON.parse(textOf(bytes)).features as Feature[]).map(({ geometry }) =>
    JSON.stringify(geometry)
  );

/**
 * Compares the files of an image.
 *
 * @param own the page's, by name
 * @param folder where the other ones are, of the same names
 */
export async function compareResults(
  stem: string,
  own: Readonly<Record<string, Uint8Array>>,
  folder: string,
): Promise<Difference> {
  const pair = async (ending: typeof ENDINGS[number]) => {
    const name = `${stem}.${ending}`;
    return [own[name]!, await Deno.readFile(join(folder, name))] as const;
  };
  const [csv, theirCsv] = (await pair("nuclei.csv")).map(rowsOf);
  const [outlines, theirOutlines] = (await pair("geojson")).map(outlinesOf);
  const known = new Set(theirOutlines);
  const same = outlines!.filter((points) => known.has(points)).length;
  const counts = [csv!.length - 1, theirCsv!.length - 1] as const;
  assertEquals([outlines!.length, theirOutlines!.length], [...counts], stem);
  return {
    mask: await shareOfDifferent(...await pair("mask.png")),
    labels: await shareOfDifferent(...await pair("labels.png")),
    overlay: await shareOfDifferent(...await pair("overlay.png")),
    counts,
    table: counts[0] === counts[1] ? largestDifference(csv!, theirCsv!) : 1,
    outlines: counts[0] === 0 ? 1 : same / counts[0],
  };
}
