/** Names of results by their parameters: `03_training,filters=8,seed=1`. */
import { createHash } from "node:crypto";
import type { Parameters } from "../mod.ts";
import { valueOf } from "./run_params.ts";

/** Bytes of a name: file systems take 255, and an ending and `_files` are to come. */
const LONGEST_NAME = 150, LONGEST_VALUE = 40, LONGEST_WORDS = 60;

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 8);

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/**
 * A value as part of a file's name: what any system takes stays as it is; all else
 * becomes a hyphen, and then a few digits tell it from others that look the same.
 */
function fileSafe(value: unknown): string {
  const text = textOf(value);
  const safe = [...text.normalize("NFC").replace(/[^\p{L}\p{N}._+-]+/gu, "-")]
    .slice(0, LONGEST_VALUE).join("").replace(/^[.-]+(?!\d)|[.-]+$/g, "");
  const meant = typeof value === "string" ? valueOf(text) : value;
  if (safe === text && typeof meant === typeof value) return safe;
  return [safe, hashOf(value)].filter((part) => part !== "").join("-");
}

/** The first bytes of a text, whole characters. */
function cut(text: string, bytes: number): string {
  const target = new Uint8Array(bytes);
  const { read } = new TextEncoder().encodeInto(text, target);
  return text.slice(0, read);
}

function nameOf(notebook: string, parameters: Parameters): string {
  const parts = Object.entries(parameters)
    .map(([name, value]) => `${fileSafe(name)}=${fileSafe(value)}`);
  const name = [notebook, ...parts].join(",");
  if (new TextEncoder().encode(name).length <= LONGEST_NAME) return name;
  const hash = hashOf(parameters);
  return `${cut(name, LONGEST_NAME - hash.length - 1)}-${hash}`;
}

/**
 * A name for each run of a notebook: the same parameters get the same name, whatever
 * else is run, and no two names are the same, not even to a file system that takes
 * `A` for `a` (there a few digits are added).
 *
 * @param notebook its name without an ending
 */
export function nameRuns(notebook: string, rows: readonly Parameters[]): string[] {
  const names = rows.map((row) => nameOf(notebook, row));
  const folded = names.map((name) => name.toLowerCase());
  return names.map((name, i) =>
    folded.indexOf(folded[i]!) === folded.lastIndexOf(folded[i]!)
      ? name
      : `${cut(name, LONGEST_NAME)}-${hashOf(rows[i])}`
  );
}

/** Parameters in words: `filters=8, seed=1`; long values are cut. */
export function describeParameters(parameters: Parameters): string {
  const words = Object.entries(parameters).map(([name, value]) => {
    const text = textOf(value).replace(/\s+/g, " ");
    const short = text.length <= LONGEST_WORDS
      ? text
      : `${text.slice(0, LONGEST_WORDS - 1)}…`;
    return `${name}=${short}`;
  });
  return words.length === 0 ? "as it stands" : words.join(", ");
}
