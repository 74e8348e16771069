import type { Row, Table } from "../base/mod.ts";
import type { FailedFile, ReadFile } from "./read_images.ts";

const KINDS = ["gray", "gray and alpha", "RGB", "RGBA"] as const;

/** What became of one file, as a row of plain values. */
export function fileRow(file: ReadFile | FailedFile): Row {
  if ("error" in file) {
    return {
      file: file.path,
      format: null,
      width: null,
      height: null,
      channels: null,
      depth: null,
      conversions: "",
      warnings: "",
      error: file.error.message.replace(`${file.path}: `, ""),
    };
  }
  const { path, image, report } = file;
  return {
    file: path,
    format: report.format,
    width: image.width,
    height: image.height,
    channels: KINDS[image.channels - 1]!,
    depth: image.depth,
    conversions: report.conversions.join("; "),
    warnings: report.warnings.join(" "),
    error: null,
  };
}

/** Counts over the rows that {@linkcode fileRow} gives: most frequent first. */
export function summarizeFiles(rows: Table): Table {
  const read = rows.filter((row) => row["error"] === null);
  const conversions = read.flatMap((row) =>
    // What stands after the colon is the file's own.
    phrases(row["conversions"]).map((phrase) => phrase.split(":")[0]!)
  );
  const count = (value: string, files: number) => ({ what: "files", value, files });
  return [
    count("read", read.length),
    count("converted", read.filter((row) => row["conversions"] !== "").length),
    count("with a warning", read.filter((row) => row["warnings"] !== "").length),
    count("failed", rows.length - read.length),
    ...counted("format", read.map((row) => String(row["format"]))),
    ...counted("channels", read.map((row) => String(row["channels"]))),
    ...counted("depth", read.map((row) => `${row["depth"]} bits`)),
    ...counted("conversion", conversions),
  ];
}

const phrases = (cell: Row[string] | undefined) =>
  cell === "" ? [] : String(cell).split("; ");

function counted(what: string, values: readonly string[]): Row[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, same]) => ({ what, value, files: same.length }))
    .sort((a, b) => b.files - a.files || (a.value < b.value ? -1 : 1));
}
