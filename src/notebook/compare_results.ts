/** What differs between two reports. */
import {
  compareRecords,
  compareTables,
  type Found,
  found,
  pairUp,
} from "./compare_tables.ts";
import type { NotebookResults, Results } from "./read_results.ts";
import { maskTimes, namesTime, tellsTime } from "./result_times.ts";

/**
 * One difference: its notebook and its place, such as `table-2, row 3, dice`,
 * `parameter seed` or `figure-1`, with what each side has there.
 */
export type ResultDifference = { readonly notebook: string } & Found;

/** How two reports are compared. */
export interface CompareOptions {
  /** Compares times, dates and speeds too, which no two runs share. */
  readonly times?: boolean;
}

/**
 * What differs between two reports, in the order of the first: notebooks that only
 * one has, how they ended, parameters, provenance, tables cell by cell, figures by
 * their numbers (else by their picture) and words.
 *
 * Unless `times` asks for them, durations and dates in words are passed over, and so
 * are columns and rows named after times or speeds, and the pictures of figures whose
 * words tell durations; and whatever a cell tagged `timed` shows, but that it does.
 *
 * @example
 * ```ts
 * import { compareResults, exportResults, parseNotebook } from "#karyon";
 * const says = (text: string) => {
 *   const data = { "text/markdown": text };
 *   const outputs = [{ output_type: "display_data", data, metadata: {} }];
 *   const cell = { cell_type: "code", id: "a", metadata: {}, source: "shown;", outputs };
 *   const notebook = parseNotebook({ nbformat: 4, cells: [cell] });
 *   return exportResults([{ name: "one", files: "one_files", notebook, seconds: 1 }]);
 * };
 * const same = compareResults(says("Dice 0.5 in 3 s."), says("Dice 0.5 in 4 s."));
 * const other = compareResults(says("Dice 0.5 in 3 s."), says("Dice 0.6 in 3 s."));
 * if (same.length !== 0 || other[0]?.place !== "words of cell a") throw new Error();
 * ```
 */
export function compareResults(
  before: Results,
  after: Results,
  options: CompareOptions = {},
): ResultDifference[] {
  const pairs = pairUp(before.notebooks, after.notebooks, ({ name }) => name);
  return [...pairs].flatMap(([notebook, [a, b]]) => {
    const all = a === undefined || b === undefined
      ? [found("notebook", a?.title ?? a?.name, b?.title ?? b?.name)]
      : compareNotebooks(a, b, options.times === true);
    return all.map((one) => ({ notebook, ...one }));
  });
}

function compareNotebooks(
  a: NotebookResults,
  b: NotebookResults,
  times: boolean,
): Found[] {
  const said = (text = "") => times ? text : maskTimes(text);
  const all = [
    ...compareRecords("run", ended(a, times), ended(b, times)),
    ...compareRecords("parameter", a.parameters, b.parameters),
    ...compareRecords("provenance", facts(a, times), facts(b, times)),
  ];
  for (const [name, [one, other]] of pairUp(a.tables, b.tables, nameOf)) {
    if (one === undefined || other === undefined) {
      all.push(
        found(name, one?.caption ?? one?.columns, other?.caption ?? other?.columns),
      );
      continue;
    }
    if (isTimed(one) && !times) continue;
    all.push(...compareWords(name, one, other, said));
    all.push(...compareTables(name, one, other, times));
  }
  for (const [name, [one, other]] of pairUp(a.figures, b.figures, nameOf)) {
    all.push(...compareFigures(name, one, other, times));
  }
  const words = ({ texts }: NotebookResults) =>
    [...Map.groupBy(texts.filter((one) => times || !isTimed(one)), ({ cell }) => cell)]
      .map(([cell, group]) => ({ cell, text: group.map(({ text }) => text).join("\n") }));
  for (const [cell, [one, other]] of pairUp(words(a), words(b), ({ cell }) => cell)) {
    if (said(one?.text) === said(other?.text)) continue;
    all.push(found(`words of cell ${cell}`, one?.text, other?.text));
  }
  return all;
}

/** Of a cell that says that it measures times. */
const isTimed = ({ timed }: { readonly timed?: boolean | undefined }): boolean =>
  timed === true;

const nameOf = ({ name }: { readonly name: string }): string => name;

const ended = ({ ok, error, started, seconds }: NotebookResults, times: boolean) => ({
  result: ok ? "ok" : `failed: ${error}`,
  ...(times ? { started, seconds } : {}),
});

function facts({ provenance }: NotebookResults, times: boolean) {
  if (times) return provenance;
  return Object.fromEntries(
    Object.entries(provenance).filter(([name, value]) =>
      !namesTime(name) && !tellsTime(String(value))
    ),
  );
}

interface Worded {
  readonly caption?: string | undefined;
  readonly alt?: string;
}

function compareWords(
  name: string,
  a: Worded,
  b: Worded,
  said: (text?: string) => string,
): Found[] {
  return (["caption", "alt"] as const)
    .filter((word) => said(a[word]) !== said(b[word]))
    .map((word) =>
      found(`${name}, ${word === "alt" ? "alt text" : word}`, a[word], b[word])
    );
}

type Figure = NotebookResults["figures"][number];

function compareFigures(
  name: string,
  a: Figure | undefined,
  b: Figure | undefined,
  times: boolean,
): Found[] {
  const words = (figure?: Figure) => figure?.caption ?? figure?.alt;
  if (a === undefined || b === undefined) return [found(name, words(a), words(b))];
  if (isTimed(a) && !times) return [];
  const all = compareWords(name, a, b, (text = "") => times ? text : maskTimes(text));
  if (a.data !== undefined && b.data !== undefined) {
    all.push(...compareTables(name, a.data, b.data, times));
  }
  const timed = !times && tellsTime(`${a.caption} ${a.alt}`);
  if (all.length === 0 && !timed && a.sha256 !== b.sha256) {
    all.push(found(`${name}, picture`, a.sha256, b.sha256));
  }
  return all;
}
