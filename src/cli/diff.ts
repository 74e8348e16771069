import type { Command } from "commander";
import {
  compareResults,
  InputError,
  readResults,
  type ResultDifference,
} from "../mod.ts";
import { type CommonOptions, print } from "./output.ts";

interface DiffCommandOptions extends CommonOptions {
  readonly times?: boolean;
}

const LONGEST = 120;

/** A value in one short line; what is missing is a dash. */
function short(value: unknown): string {
  if (value === undefined) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, " ");
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** Each notebook's name once, under it a line a difference. */
function describe(differences: readonly ResultDifference[]): string[] {
  return [...Map.groupBy(differences, ({ notebook }) => notebook)]
    .flatMap(([notebook, group]) => [
      notebook,
      ...group.map(({ place, before, after }) =>
        `  ${place}: ${short(before)} → ${short(after)}`
      ),
    ]);
}

async function run(a: string, b: string, options: DiffCommandOptions): Promise<void> {
  const [before, after] = [await readResults(a), await readResults(b)];
  const differences = compareResults(before, after, { times: options.times === true });
  const equal = differences.length === 0;
  print(
    options,
    { equal, differences },
    equal ? ["No difference."] : describe(differences),
  );
  if (equal) return;
  const count = `${differences.length} ${differences.length > 1 ? "places" : "place"}`;
  throw new InputError(`The reports differ in ${count}`);
}

/** Adds `karyon diff`. */
export function addDiff(program: Command): void {
  program.command("diff <a> <b>")
    .description(
      "what differs between two reports; exit code 0 where nothing does, else 1",
    )
    .option("--times", "compare times, dates and speeds too")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
<a> and <b> are folders that \`karyon report\` or \`karyon run --out\` wrote, or their
results.json. Compared are which notebooks there are and how they ended, parameters,
provenance, tables cell by cell, figures by their numbers, else by their picture and
its words, and what cells said. Durations, dates, and columns named after times are
passed over unless --times asks for them.`,
    )
    .action(run);
}
