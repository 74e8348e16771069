import { parse } from "csv-parse/sync";
import { InputError, messageOf } from "../base/mod.ts";
import type { Size } from "./merge_nuclei.ts";

/** The run-length codes of one image's nuclei, and the size they are meant for. */
export interface Solution {
  /** Pixels; missing where the table tells no size: then it is the image's. */
  readonly size?: Size;
  /** One a nucleus; none of an image without nuclei. */
  readonly codes: readonly string[];
}

/** One row of the table, by lower-case column names. */
type Fields = Readonly<Record<string, string>>;

/**
 * Whether a table's first line names the columns that {@linkcode parseSolution}
 * needs; other tables may lie beside images too.
 */
export function isSolution(text: string): boolean {
  const columns = text.slice(0, 1000).split(/\r?\n/, 1)[0]!.toLowerCase();
  return columns.includes("imageid") && columns.includes("encodedpixels");
}

/**
 * Reads a table with one row a nucleus: ImageId and EncodedPixels, and where they
 * are there Height, Width and Usage. Columns may be in any order and case. Rows
 * whose Usage is `Ignored` are left out: the contest marks so what it did not score.
 *
 * @returns by ImageId
 * @throws {InputError} if it is no CSV, or a row lacks what it needs
 */
export function parseSolution(
  text: string,
  path: string,
  options: { readonly sizes?: "required" } = {},
): Map<string, Solution> {
  const solutions = new Map<string, { size?: Size; codes: string[] }>();
  rowsOf(text, path).forEach((row, i) => {
    const { imageid: id, encodedpixels: codes, usage } = row;
    if (id && usage?.toLowerCase() === "ignored") return;
    const size = sizeOf(row);
    if (
      !id || codes === undefined || size === undefined ||
      (options.sizes === "required" && size === "none")
    ) {
      throw new InputError(
        `Expected the columns ImageId, EncodedPixels, Height and Width but found ${
          JSON.stringify(row).slice(0, 120)
        } in line ${i + 2}`,
        { path },
      );
    }
    const solution = solutions.getOrInsertComputed(id, () => ({
      ...(size === "none" ? {} : { size }),
      codes: [],
    }));
    if (codes.trim() !== "") solution.codes.push(codes);
  });
  return solutions;
}

function rowsOf(text: string, path: string): Fields[] {
  try {
    return parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      bom: true,
      // A file may hold both, where several programs have written to it.
      record_delimiter: ["\r\n", "\n"],
    });
  } catch (cause) {
    throw new InputError(`Expected a CSV but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}

/** `"none"` where the row has no such columns, undefined where they hold no size. */
function sizeOf(row: Fields): Size | "none" | undefined {
  const { width, height } = row;
  if (width === undefined && height === undefined) return "none";
  const size = { width: Number(width), height: Number(height) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}
