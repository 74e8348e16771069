/** Many values for one notebook, from a file: a run for each row. */
import { parse as parseCsv } from "csv-parse/sync";
import { parse as parseYaml } from "yaml";
import { InputError, messageOf, type Parameters } from "../mod.ts";

/** The value of a text that a person wrote: JSON where it can be, else the text. */
export function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Plain text, such as a folder's name.
    return text;
  }
}

/** Rows of a table with a line of names; an empty cell leaves the notebook's value. */
function readTable(text: string, delimiter: string): unknown[] {
  const rows = parseCsv(text, {
    delimiter,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  }) as string[][];
  const [names = [], ...values] = rows;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`Two columns are named "${twice}"`);
  return values.map((row) =>
    Object.fromEntries(
      row.flatMap((text, i) => text === "" ? [] : [[names[i]!, valueOf(text)]]),
    )
  );
}

const FORMS: Readonly<Record<string, (text: string) => unknown>> = {
  ".json": JSON.parse,
  ".yaml": (text) => parseYaml(text),
  ".yml": (text) => parseYaml(text),
  ".csv": (text) => readTable(text, ","),
  ".tsv": (text) => readTable(text, "\t"),
};

async function readForm(path: string): Promise<unknown> {
  const ending = path.match(/\.[a-z]+$/i)?.[0].toLowerCase() ?? "";
  const form = FORMS[ending];
  if (form === undefined) {
    throw new InputError(
      `Expected parameters in a file that ends in ${Object.keys(FORMS).join(", ")}`,
      { path },
    );
  }
  try {
    return form(await Deno.readTextFile(path));
  } catch (cause) {
    const found = cause instanceof Deno.errors.NotFound ? "no file" : messageOf(cause);
    throw new InputError(`Expected rows of parameters but found ${found}`, {
      path,
      cause,
    });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** YAML knows numbers that JSON, and so a notebook, cannot carry. */
function findUncarried(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  return Object.values(value).map(findUncarried).find((found) => found !== undefined);
}

/**
 * Reads a list of parameters: JSON or YAML, a list with names and values in each
 * entry, or CSV or TSV, a line of names and a line for each run.
 *
 * @param path ends in .json, .yaml, .yml, .csv or .tsv
 * @throws {InputError} if there is no such file, or a row holds no names and values;
 *   it names the row, from 1, not counting the line of names
 */
export async function readParams(path: string): Promise<Parameters[]> {
  const rows = await readForm(path);
  if (!Array.isArray(rows) || rows.length === 0) {
    throw new InputError(
      `Expected a list of parameters, one row a run, but found ${
        Array.isArray(rows) ? "none" : typeof rows
      }`,
      { path },
    );
  }
  return rows.map((row, i) => {
    if (!isObject(row)) {
      throw new InputError(
        `row ${i + 1}: Expected names and values but found ${JSON.stringify(row)}`,
        { path },
      );
    }
    for (const [name, value] of Object.entries(row)) {
      const found = findUncarried(value);
      if (found === undefined) continue;
      throw new InputError(
        `row ${i + 1}: Expected parameter "${name}" to be JSON but found ${found}`,
        { path },
      );
    }
    return row;
  });
}
