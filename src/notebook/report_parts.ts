/** The figures and tables of a run notebook: their numbers, words and files. */
import { Buffer } from "node:buffer";
import type { MimeBundle, Notebook, Output } from "./nbformat.ts";
import { PROVENANCE_TYPE } from "./show_provenance.ts";
import { carriedTable, tableCsv, type TableData, tableInHtml } from "./table_data.ts";

/** What the show helpers write into an output's metadata. */
export interface Marks {
  readonly role?: "figure" | "viewer" | "caption" | "progress" | "provenance";
  readonly caption?: string;
  readonly alt?: string;
  readonly width?: number;
}

/** A figure or a table of a report. */
export interface ReportPart {
  readonly kind: "figure" | "table";
  /** Its anchor on the page and its files' name, such as `figure-3`. */
  readonly name: string;
  /** Its number in the caption; pictures without a caption have none. */
  readonly number?: number;
  /** The id of the cell that shows it. */
  readonly cell: string;
  readonly caption?: string;
  readonly alt?: string;
  /** A table's values; a figure's, where they were given. */
  readonly data?: TableData;
  /** A figure's pictures: SVG as text, the others in base64. */
  readonly pictures: MimeBundle;
}

/** A file that lies beside a page. */
export interface ReportFile {
  /** What a link to it says. */
  readonly label: string;
  /** Seen from the page. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

const PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

/** The marks of an output. */
export const marksOf = (metadata: Record<string, unknown>): Marks =>
  (metadata["karyon"] ?? {}) as Marks;

/** Every figure and table by the output that shows it, in the page's order. */
export function reportParts(notebook: Notebook): Map<Output, ReportPart> {
  const parts = new Map<Output, ReportPart>();
  const counts = { figure: 0, picture: 0, table: 0 };
  for (const cell of notebook.cells) {
    for (const output of cell.cell_type === "code" ? cell.outputs : []) {
      const found = "data" in output ? findPart(output.data, output.metadata) : undefined;
      if (found === undefined) continue;
      const numbered = found.kind === "table" || found.caption !== undefined;
      const word = numbered ? found.kind : "picture";
      const number = ++counts[word];
      parts.set(output, {
        ...found,
        cell: cell.id,
        name: `${word}-${number}`,
        ...(numbered ? { number } : {}),
      });
    }
  }
  return parts;
}

type Found = Omit<ReportPart, "name" | "cell" | "number">;

function findPart(data: MimeBundle, metadata: Record<string, unknown>) {
  const { role, caption, alt } = marksOf(metadata);
  if (role === "caption" || role === "provenance" || PROVENANCE_TYPE in data) return;
  const shown = PICTURES.filter((type) => typeof data[type] === "string");
  const pictures = Object.fromEntries(shown.map((type) => [type, data[type]]));
  const carried = carriedTable(data);
  if (shown.length > 0) {
    return {
      kind: "figure",
      pictures,
      alt: alt ?? String(data["text/plain"] ?? ""),
      ...(caption === undefined ? {} : { caption }),
      ...(carried === undefined ? {} : { data: carried }),
    } satisfies Found;
  }
  const html = data["text/html"];
  const inPage = typeof html === "string" ? tableInHtml(html) : undefined;
  if (inPage === undefined) return;
  const { caption: title, ...texts } = inPage;
  return {
    kind: "table",
    pictures,
    data: carried ?? texts,
    ...(title === undefined ? {} : { caption: title }),
  } satisfies Found;
}

/**
 * Whether an SVG only draws. In the page it is an `<img>`, where it can do nothing
 * else; opened as a file it could run what a stranger's notebook put into it.
 */
const onlyDraws = (svg: string): boolean =>
  !/<(\w+:)?(script|foreignObject|iframe)|<\?xml-stylesheet|<!(ENTITY|DOCTYPE)|\son[a-z]+\s*=\s*["']|javascript:/i
    .test(svg);

/** The files in which a part can be had, in a folder beside the page. */
export function partFiles(part: ReportPart, folder: string): ReportFile[] {
  const files: ReportFile[] = [];
  const file = (label: string, content: string | Uint8Array) =>
    files.push({
      label,
      path: `${folder}/${part.name}.${label.toLowerCase()}`,
      content,
    });
  for (const [type, picture] of Object.entries(part.pictures)) {
    const text = String(picture);
    if (type !== "image/svg+xml") {
      file(type.slice("image/".length).toUpperCase(), Buffer.from(text, "base64"));
    } else if (onlyDraws(text)) file("SVG", text);
  }
  if (part.data !== undefined) file("CSV", tableCsv(part.data));
  return files;
}

/**
 * The files beside a notebook's page: figures as SVG and PNG, tables and figures'
 * values as CSV.
 *
 * @param folder seen from the page, as `exportHtml` takes it
 *
 * @example
 * ```ts
 * import { parseNotebook, reportFiles } from "#karyon";
 * const html = "<table><tr><th>n</th></tr><tr><td>65</td></tr></table>";
 * const outputs = [{ output_type: "display_data", data: { "text/html": html }, metadata: {} }];
 * const cell = { cell_type: "code", metadata: {}, source: "shown;", outputs };
 * const [file] = reportFiles(parseNotebook({ nbformat: 4, cells: [cell] }), "a_files");
 * if (file?.path !== "a_files/table-1.csv" || file.content !== "n\n65\n") throw new Error();
 * ```
 */
export function reportFiles(notebook: Notebook, folder: string): ReportFile[] {
  return [...reportParts(notebook).values()].flatMap((part) => partFiles(part, folder));
}
