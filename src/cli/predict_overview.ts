/** What is written of all images together. */
import { join } from "node:path";
import { encodeCsv, writeBeside } from "../mod.ts";
import { resultsPage } from "./predict_page.ts";
import type { Records } from "./predict_records.ts";
import type { FailedImage } from "./predict_run.ts";
import type { ImageRecord } from "./predict_state.ts";
import { countOf } from "./predict_words.ts";

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
  return encodeCsv(rows, [...columns]);
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
 * `submission.csv` for all that the folder holds; without any, one of an earlier run
 * goes, as it is of other results.
 *
 * @param tell what to call with words on what a person should know
 */
export async function writeOverview(
  records: Records,
  failed: readonly FailedImage[],
  tell: (words: string) => void,
): Promise<void> {
  const { out, hadRunLengths } = records;
  const images = records.list();
  await writeBeside(join(out, "summary.csv"), summaryText(images));
  await writeBeside(join(out, "index.html"), await resultsPage(images, { failed }));
  const submission = join(out, "submission.csv");
  const runs = images.flatMap(({ files }) => files["rle"]?.path ?? []);
  if (runs.length > 0) {
    await writeBeside(submission, await submissionText(out, runs));
  } else if (hadRunLengths) {
    await Deno.remove(submission).catch(() => {});
  }
  if (runs.length > 0 && runs.length < images.length) {
    tell(
      `${submission} has ${runs.length} of ${countOf(images.length, "image")}: ` +
        "the others have no run lengths",
    );
  }
}
