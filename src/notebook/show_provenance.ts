/** What a result was made with, for readers and for the report. */
import type { Table } from "../base/mod.ts";
import { display } from "./display.ts";
import { plainTable, textColumns } from "./table_text.ts";
import { tableHtml } from "./show_table.ts";

/** What a result was made with: versions, engine, seed, checksums, by name. */
export type ProvenanceRecord = Readonly<Record<string, unknown>>;

/** The mime type under which an output carries a record. */
export const PROVENANCE_TYPE = "application/vnd.karyon.provenance+json";

/** One row a fact; a record inside the record becomes `outer.inner`. */
export function provenanceTable(record: ProvenanceRecord, prefix = ""): Table {
  return Object.entries(record).flatMap(([name, value]): Table => {
    if (value === undefined) return [];
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return provenanceTable(value as ProvenanceRecord, `${prefix}${name}.`);
    }
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    return [{ fact: prefix + name, value: text }];
  });
}

/**
 * Shows what the results were made with; the HTML report repeats it at its foot.
 *
 * @example
 * ```ts
 * import { showProvenance } from "#karyon";
 * await showProvenance({ engine: "cpu", seed: 1, data: { images: 669 } });
 * ```
 */
export async function showProvenance(record: ProvenanceRecord): Promise<void> {
  const columns = textColumns(provenanceTable(record));
  await display({
    data: {
      "text/html": tableHtml(columns, "Provenance"),
      "text/plain": plainTable(columns),
      [PROVENANCE_TYPE]: record,
    },
    metadata: { karyon: { role: "provenance" } },
  });
}
