/** What is written of all images together. */
import { join } from "node:path";
import { writeBeside } from "../mod.ts";
import { tableText } from "./predict_formats.ts";
import { resultsPage } from "./predict_page.ts";
import type { ImageRecord } from "./predict_records.ts";
import type { FailedImage } from "./predict_run.ts";

/** `summary.csv`: one row an image. */
export function summaryText(records: readonly ImageRecord[]): string {
  const rows = records.map(({ name, source, width, height, model, summary }) => ({
    image: name,
    source,
    model,
    width,
    height,
    ...summary,
  }));
  // Some images may have been done with the size of a pixel, others without.
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  return tableText(rows, [...columns]);
}

/** `submission.csv`: the run lengths of all images, of which each file has a header. */
async function submissionText(out: string, paths: readonly string[]): Promise<string> {
  const texts: string[] = [];
  for (const path of paths) {
    const text = await Deno.readTextFile(join(out, path));
    texts.push(texts.length === 0 ? text : text.slice(text.indexOf("\n") + 1));
  }
  return texts.join("");
}

/**
 * Writes `summary.csv`, `index.html` and, where there are run lengths,
 * `submission.csv` for all that the folder holds.
 */
export async function writeOverview(
  out: string,
  records: readonly ImageRecord[],
  failed: readonly FailedImage[],
): Promise<void> {
  await writeBeside(join(out, "summary.csv"), summaryText(records));
  await writeBeside(join(out, "index.html"), await resultsPage(records, { failed }));
  const runs = records.flatMap(({ files }) => files["rle"]?.path ?? []);
  if (runs.length > 0) {
    await writeBeside(join(out, "submission.csv"), await submissionText(out, runs));
  }
}
