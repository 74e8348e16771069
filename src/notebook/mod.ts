/**
 * Notebooks: show results in them, run them without a page, check their code,
 * export them as reports.
 *
 * @module
 */
export { checkNotebooks, type NotebookProblem } from "./check_notebooks.ts";
export {
  type CompareOptions,
  compareResults,
  type ResultDifference,
} from "./compare_results.ts";
export { exportHtml, type ExportOptions, notebookSummary } from "./export_html.ts";
export { exportIndex, type IndexEntry, type IndexOptions } from "./export_index.ts";
export { exportResults, type ResultsEntry } from "./export_results.ts";
export { extractCells, type ExtractedCells, type NotebookLine } from "./extract_cells.ts";
export { LANGUAGE_INFO } from "./language_info.ts";
export { lintNotebooks, type LintOptions } from "./lint_notebooks.ts";
export {
  type Cell,
  type CodeCell,
  type MimeBundle,
  type Notebook,
  type Output,
  parseNotebook,
  readNotebook,
  type TextCell,
  writeNotebook,
} from "./nbformat.ts";
export { notebookText } from "./notebook_text.ts";
export type { FindPage, PageLink, PageLinks } from "./page_links.ts";
export { injectParameters, type Parameters } from "./parameters.ts";
export { type Progress, progress } from "./progress.ts";
export { type NotebookResults, readResults, type Results } from "./read_results.ts";
export { type ReportFile, reportFiles } from "./report_parts.ts";
export type { RunError } from "./run_error.ts";
export {
  type RunFacts,
  runNotebook,
  type RunOptions,
  type RunResult,
} from "./run_notebook.ts";
export { show, showMarkdown, type ShowOptions } from "./show.ts";
export {
  type ChartOptions,
  chartPng,
  type ImageOptions,
  showChart,
  showImage,
} from "./show_figure.ts";
export { type ProvenanceRecord, showProvenance } from "./show_provenance.ts";
export { showTable, type TableOptions } from "./show_table.ts";
export { showViewer } from "./show_viewer.ts";
