import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { InputError, messageOf } from "../base/mod.ts";
import { discard, download } from "./fetch_download.ts";
import {
  type CsvPart,
  exists,
  type FetchedPart,
  type FetchOptions,
} from "./fetch_parts.ts";

/** Gets a CSV part, checks it, and puts it at `to/<name>.csv`. */
export async function fetchCsvPart(
  part: CsvPart,
  options: FetchOptions,
): Promise<FetchedPart> {
  const { to, from, onProgress, signal } = options;
  const file = `${part.name}.csv`;
  const path = `${to}/${file}`;
  const report = (
    status: FetchedPart["status"],
    bytes: Uint8Array,
  ): FetchedPart => {
    const checksum = createHash("sha256").update(bytes).digest("hex");
    const asPublished = part.checksum === undefined ? null : part.checksum === checksum;
    return {
      name: part.name,
      path,
      status,
      images: 0,
      masks: 0,
      checksum,
      asPublished,
    };
  };
  if (await exists(path)) {
    const bytes = await Deno.readFile(path);
    checkCsv(part, bytes, path);
    return report("present", bytes);
  }
  await Deno.mkdir(to, { recursive: true });
  const local = from !== undefined;
  const source = local ? `${from}/${file}` : `${options.baseUrl}${file}`;
  const arrived = local
    ? await copyBeside(source, path)
    : await download(source, path, { onProgress, signal });
  try {
    const bytes = await Deno.readFile(arrived);
    checkCsv(part, bytes, source);
    await Deno.rename(arrived, path);
    await discard(arrived);
    return report("fetched", bytes);
  } catch (error) {
    await discard(arrived);
    throw error;
  }
}

/** @throws {InputError} if it is not the table that the part is known to be */
function checkCsv(
  { columns, rows }: CsvPart,
  bytes: Uint8Array,
  path: string,
): void {
  let table: string[][];
  try {
    table = parse(new TextDecoder().decode(bytes), { skip_empty_lines: true });
  } catch (cause) {
    throw new InputError(`Expected a CSV but found: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
  const header = table[0]?.join() ?? "";
  if (header !== columns.join()) {
    throw new InputError(
      `Expected the columns ${columns} but found "${header.slice(0, 80)}"`,
      {
        path,
      },
    );
  }
  if (rows !== undefined && table.length - 1 !== rows) {
    throw new InputError(
      `Expected ${rows} rows but found ${table.length - 1}`,
      { path },
    );
  }
}

async function copyBeside(from: string, path: string): Promise<string> {
  try {
    await Deno.copyFile(from, `${path}.part`);
  } catch (cause) {
    const found = cause instanceof Deno.errors.NotFound ? "no file" : messageOf(cause);
    throw new InputError(`Expected a CSV but found ${found}`, {
      path: from,
      cause,
    });
  }
  // The copy of a file that cannot be written could not be renamed over later.
  await Deno.chmod(`${path}.part`, 0o644).catch(() => {});
  return `${path}.part`;
}
