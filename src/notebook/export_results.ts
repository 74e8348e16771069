/** All that reports say, for programs: `results.json`. */
import { createHash } from "node:crypto";
import { collectProvenance, notebookSummary, runFacts } from "./export_html.ts";
import type { Notebook, Output } from "./nbformat.ts";
import { type NotebookResults, type Results, VERSION } from "./read_results.ts";
import { partFiles, type ReportPart, reportParts } from "./report_parts.ts";
import type { RunError } from "./run_error.ts";
import { provenanceTable } from "./show_provenance.ts";

/** Facts that are told apart from provenance, as they change from run to run. */
const RUN_TIMES = ["run", "run time"];

/** What a cell has said in words; a table's and a figure's words are theirs. */
function textOf(output: Output): string | undefined {
  if (output.output_type === "stream") return output.text.trimEnd();
  if (!("data" in output) || "karyon" in output.metadata) return undefined;
  const text = output.data["text/markdown"] ??
    ("text/html" in output.data ? undefined : output.data["text/plain"]);
  return typeof text === "string" ? text : undefined;
}

const sha256 = (text: unknown): string =>
  createHash("sha256").update(String(text)).digest("hex");

/** The cells whose outputs are measured times, as their tag `timed` says. */
const timedCells = ({ cells }: Notebook): ReadonlySet<string> =>
  new Set(
    cells
      .filter(({ metadata }) =>
        (metadata as { tags?: readonly string[] }).tags?.includes("timed")
      )
      .map(({ id }) => id),
  );

const commonOf = (found: ReportPart, folder: string, timed: ReadonlySet<string>) => ({
  name: found.name,
  cell: found.cell,
  ...(timed.has(found.cell) ? { timed: true } : {}),
  ...(found.caption === undefined ? {} : { caption: found.caption }),
  files: partFiles(found, folder).map(({ path }) => path),
});

const plain = ({ columns, rows }: NonNullable<ReportPart["data"]>) => ({
  columns: [...columns],
  rows: rows.map((row) => [...row]),
});

/** One notebook of a report, as `exportResults` takes it. */
export interface ResultsEntry {
  /** Of its page, without `.html`. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly seconds: number;
  /** Where its `reportFiles` are, seen from `results.json`. */
  readonly files: string;
  /** Why it failed, where it could not even begin. */
  readonly error?: RunError;
}

function notebookResults({ notebook, ...run }: ResultsEntry): NotebookResults {
  const { title } = notebookSummary(notebook);
  const facts = runFacts(notebook);
  const error = facts?.error ?? run.error;
  const { parameters = {}, ...provenance } = collectProvenance(notebook, facts);
  const parts = reportParts(notebook);
  const timed = timedCells(notebook);
  const of = (kind: ReportPart["kind"]) =>
    [...parts.values()].filter((found) => found.kind === kind);
  const texts = notebook.cells.flatMap((cell) =>
    cell.cell_type !== "code" ? [] : cell.outputs
      .filter((output) => !parts.has(output))
      .flatMap((output) => textOf(output) ?? [])
      .map((text) => ({
        cell: cell.id,
        ...(timed.has(cell.id) ? { timed: true } : {}),
        text,
      }))
  );
  return {
    name: run.name,
    ...(title === undefined ? {} : { title }),
    ok: error === undefined,
    ...(error === undefined ? {} : { error: `${error.name}: ${error.message}` }),
    ...(facts === undefined ? {} : { started: facts.started }),
    seconds: run.seconds,
    parameters: { ...parameters as Record<string, unknown> },
    provenance: Object.fromEntries(
      provenanceTable(provenance)
        .map(({ fact, value }) => [String(fact), value ?? null] as const)
        .filter(([fact]) => !RUN_TIMES.includes(fact)),
    ),
    figures: of("figure").map((found) => ({
      ...commonOf(found, run.files, timed),
      alt: found.alt ?? "",
      sha256: sha256(Object.values(found.pictures)[0]),
      ...(found.data === undefined ? {} : { data: plain(found.data) }),
    })),
    tables: of("table").map((found) => ({
      ...commonOf(found, run.files, timed),
      ...plain(found.data ?? { columns: [], rows: [] }),
    })),
    texts,
  };
}

/**
 * All that reports say, as `results.json` has it: parameters, provenance, unrounded
 * tables, figures with the numbers that their outputs carry, and words.
 *
 * @example
 * ```ts
 * import { exportResults, parseNotebook } from "#karyon";
 * const cell = { cell_type: "markdown", metadata: {}, source: "# Data" };
 * const notebook = parseNotebook({ nbformat: 4, cells: [cell] });
 * const { notebooks } = exportResults([{ name: "a", files: "a_files", notebook, seconds: 1 }]);
 * if (notebooks[0]?.title !== "Data") throw new Error();
 * ```
 */
export function exportResults(entries: readonly ResultsEntry[]): Results {
  return {
    schema: "karyon-results",
    version: VERSION,
    notebooks: entries.map(notebookResults),
  };
}
