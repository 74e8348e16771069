/** Reports on paper: the option `--pdf`. */
import { Option } from "commander";
import { InputError } from "../mod.ts";
import { printPages } from "./pdf.ts";
import { findChromium } from "./pdf_browser.ts";
import { progressBar } from "./progress.ts";
import type { JobResult } from "./run_notebooks.ts";

export const pdfOption = (): Option =>
  new Option(
    "--pdf",
    "print each page to a PDF beside it, with a Chromium that is there",
  );

/** Prints the pages of results that lie in a folder. */
export type PrintReports = (
  out: string,
  results: readonly JobResult[],
  signal: AbortSignal,
) => Promise<void>;

/**
 * Finds the browser now, so that nobody waits for notebooks only to hear that there is
 * none.
 *
 * @param out where the reports will be
 * @throws {InputError} if there is no browser, or no folder of reports
 */
export async function prepareToPrint(out: string | undefined): Promise<PrintReports> {
  if (out === undefined) {
    throw new InputError("Expected --out with --pdf, as PDFs lie beside their pages");
  }
  const browser = await findChromium();
  return async (out, results, signal) => {
    const bar = progressBar("PDF");
    try {
      await printPages(out, results.map(({ job }) => `${job.name}.html`), {
        browser,
        signal,
        onProgress: bar.update,
      });
    } finally {
      bar.stop();
    }
  };
}
