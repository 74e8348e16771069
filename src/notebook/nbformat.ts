/** Notebook files (nbformat 4): their shape, reading and writing. */
import { InputError, messageOf, writeBeside } from "../base/mod.ts";

/** Data by mime type: text, base64 for pictures, objects for JSON types. */
export type MimeBundle = Record<string, unknown>;

/** What a cell has shown. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | {
    output_type: "display_data";
    data: MimeBundle;
    metadata: Record<string, unknown>;
  }
  | {
    output_type: "execute_result";
    data: MimeBundle;
    metadata: Record<string, unknown>;
    execution_count: number | null;
  }
  | {
    output_type: "error";
    ename: string;
    evalue: string;
    traceback: string[];
  };

/** What every cell has. Text is one string here, in files often many. */
interface CellCommon {
  id: string;
  source: string;
  metadata: Record<string, unknown> & { tags?: string[] };
}

/** TypeScript with what it has shown. */
export interface CodeCell extends CellCommon {
  cell_type: "code";
  execution_count: number | null;
  outputs: Output[];
}

/** Prose. */
export interface TextCell extends CellCommon {
  cell_type: "markdown" | "raw";
  /** Pictures that the prose names as `attachment:name`. */
  attachments?: Record<string, MimeBundle>;
}

export type Cell = CodeCell | TextCell;

/** A notebook in memory. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const joined = (text: unknown): string =>
  Array.isArray(text) ? text.join("") : String(text ?? "");

/** Text split after each line's end, as Jupyter writes it. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * Reads a notebook file.
 *
 * @throws {InputError} if the file is missing, is not JSON or is not nbformat 4
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new InputError("Expected a notebook but found no file", {
      path,
      cause,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const message = `Expected a notebook (JSON) but found ${messageOf(cause)}`;
    throw new InputError(message, { path, cause });
  }
  return parseNotebook(json, path);
}

/**
 * Checks a notebook's JSON and brings it to the shape used here: text as one
 * string, cells with ids.
 *
 * @param path named in errors
 * @throws {InputError} if it is not nbformat 4
 */
export function parseNotebook(json: unknown, path = "notebook"): Notebook {
  if (!isObject(json) || json["nbformat"] !== 4) {
    const found = isObject(json) ? `nbformat ${json["nbformat"]}` : typeof json;
    throw new InputError(
      `Expected a notebook of nbformat 4 but found ${found}`,
      {
        path,
      },
    );
  }
  if (!Array.isArray(json["cells"])) {
    throw new InputError(
      `Expected "cells" to be a list but found ${typeof json["cells"]}`,
      {
        path,
      },
    );
  }
  return {
    nbformat: 4,
    nbformat_minor: Math.max(5, Number(json["nbformat_minor"]) || 0),
    metadata: isObject(json["metadata"]) ? json["metadata"] : {},
    cells: json["cells"].map((cell, i) => parseCell(cell, i, path)),
  };
}

function parseCell(cell: unknown, index: number, path: string): Cell {
  const type = isObject(cell) ? cell["cell_type"] : undefined;
  if (
    !isObject(cell) ||
    !(type === "code" || type === "markdown" || type === "raw")
  ) {
    throw new InputError(
      `Expected cell ${index + 1} to be code, markdown or raw but found ${type}`,
      { path },
    );
  }
  const common = {
    id: typeof cell["id"] === "string" ? cell["id"] : `cell-${index + 1}`,
    metadata: isObject(cell["metadata"]) ? cell["metadata"] : {},
    source: joined(cell["source"]),
  };
  if (type !== "code") {
    return {
      cell_type: type,
      ...common,
      ...(isObject(cell["attachments"])
        ? { attachments: cell["attachments"] as Record<string, MimeBundle> }
        : {}),
    };
  }
  return {
    cell_type: type,
    ...common,
    execution_count: typeof cell["execution_count"] === "number"
      ? cell["execution_count"]
      : null,
    outputs: Array.isArray(cell["outputs"]) ? cell["outputs"].map(parseOutput) : [],
  };
}

function parseOutput(output: Record<string, unknown>): Output {
  if (output["output_type"] === "stream") {
    return { ...output, text: joined(output["text"]) } as Output;
  }
  if (!isObject(output["data"])) return output as Output;
  const data = Object.entries(output["data"]).map(([type, value]) => [
    type,
    Array.isArray(value) && !type.endsWith("json") ? joined(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) } as Output;
}

/** The value with every object's keys in the order in which Jupyter writes them. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key])]));
}

/** A notebook's file as Jupyter writes it, so that a save elsewhere changes nothing. */
export function notebookJson(notebook: Notebook): string {
  const file = {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, source: lines(cell.source) })),
  };
  return JSON.stringify(inOrder(file), null, 1) + "\n";
}

/**
 * Writes a notebook whole or not at all, as Jupyter would.
 *
 * @example
 * ```ts
 * import { parseNotebook, readNotebook, writeNotebook } from "#karyon";
 * const folder = await Deno.makeTempDir();
 * const notebook = parseNotebook({ nbformat: 4, metadata: {}, cells: [] });
 * await writeNotebook(`${folder}/a.ipynb`, notebook);
 * if ((await readNotebook(`${folder}/a.ipynb`)).nbformat !== 4) throw new Error();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeNotebook(
  path: string,
  notebook: Notebook,
): Promise<void> {
  await writeBeside(path, notebookJson(notebook));
}
