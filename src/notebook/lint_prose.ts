/** What a reader needs of a notebook's prose. */
import { basename, dirname } from "node:path";
import type { Finding } from "./lint_code.ts";
import { type Notebook, readNotebook } from "./nbformat.ts";

/** The headings and bold words that each notebook has, in this order. */
const SECTIONS = [
  ["**Goal.**", /^\*\*Goal\.\*\*/m],
  ["**What you need.**", /^\*\*What you need\.\*\*/m],
  ["**Run time.**", /^\*\*Run time\.\*\*/m],
  ["## Summary", /^## Summary$/m],
  ["## Exercises", /^## Exercises$/m],
] as const;

/** A notebook of solutions has a heading for each exercise besides. */
const SOLUTION_SECTIONS = SECTIONS.slice(0, 1);

const [FEWEST, MOST] = [3, 5];

/** Whether a notebook solves the exercises of another. */
const isSolution = (path: string): boolean => basename(dirname(path)) === "solutions";

function checkSections(prose: string, solution: boolean): Finding[] {
  const findings: Finding[] = [];
  let from = 0;
  for (const [name, pattern] of solution ? SOLUTION_SECTIONS : SECTIONS) {
    const found = prose.slice(from).search(pattern);
    if (found < 0) findings.push({ message: `Expected "${name}", in its place` });
    else from += found;
  }
  return findings;
}

const proseOf = ({ cells }: Notebook): string =>
  cells.map(({ cell_type, source }) => cell_type === "markdown" ? source : "").join("\n");

/** How many exercises a notebook has: a numbered list under their heading. */
function countExercises(prose: string): number {
  const part = prose.split(/^## Exercises$/m)[1] ?? "";
  return [...part.matchAll(/^\d+\. /gm)].length;
}

/** Three to five exercises, and in a notebook of solutions a heading for each. */
async function checkExercises(
  path: string,
  prose: string,
  solution: boolean,
): Promise<Finding[]> {
  if (!solution) {
    const count = countExercises(prose);
    if (count >= FEWEST && count <= MOST) return [];
    return [{ message: `Expected ${FEWEST} to ${MOST} exercises but found ${count}` }];
  }
  const asked = `${dirname(path)}/../${basename(path)}`;
  if (await Deno.stat(asked).catch(() => undefined) === undefined) return [];
  const count = countExercises(proseOf(await readNotebook(asked)));
  return Array.from({ length: count }, (_, i) => `## Exercise ${i + 1}`)
    .filter((heading) => !new RegExp(`^${heading}\\b`, "m").test(prose))
    .map((heading) => ({ message: `Expected "${heading}" but found none` }));
}

interface Link {
  readonly cell: number;
  readonly line: number;
  /** Without its part after `#`, relative to the notebook. */
  readonly target: string;
}

function linksIn({ cells }: Notebook): Link[] {
  return cells.flatMap(({ cell_type, source }, i) => {
    if (cell_type !== "markdown") return [];
    return source.split("\n").flatMap((text, line) =>
      [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, target]) => ({ cell: i + 1, line: line + 1, target: target! }))
        .filter(({ target }) => !/^[a-z][a-z+.-]*:/i.test(target))
    );
  });
}

async function checkLinks(links: readonly Link[], folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { cell, line, target } of links) {
    const path = `${folder}/${decodeURIComponent(target)}`;
    if (await Deno.stat(path).catch(() => undefined) !== undefined) continue;
    findings.push({ cell, line, message: `Expected a file at ${target} but found none` });
  }
  return findings;
}

/** The notebooks that a reader goes to from here: before, after, solutions. */
async function neighbours(path: string, solution: boolean): Promise<string[]> {
  const name = basename(path);
  const folder = dirname(path);
  if (solution) return [`../${name}`];
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((other) => /^\d+_.*\.ipynb$/.test(other)).sort();
  const at = names.indexOf(name);
  const beside = at < 0
    ? []
    : [names[at - 1], names[at + 1]].filter((n) => n !== undefined);
  const solved = await Deno.stat(`${folder}/solutions/${name}`).catch(() => undefined);
  return [...beside, ...(solved === undefined ? [] : [`solutions/${name}`])];
}

/** Findings in the prose of one notebook. */
export async function lintProse(path: string, notebook: Notebook): Promise<Finding[]> {
  const solution = isSolution(path);
  const prose = proseOf(notebook);
  const links = linksIn(notebook);
  const findings = [
    ...checkSections(prose, solution),
    ...await checkExercises(path, prose, solution),
    ...await checkLinks(links, dirname(path)),
  ];
  const first = notebook.cells[0];
  if (first?.cell_type !== "markdown" || !/^# \S/.test(first.source)) {
    findings.unshift({ cell: 1, line: 1, message: 'Expected a title, "# ...", first' });
  }
  for (const target of await neighbours(path, solution)) {
    if (links.some((link) => link.target === target)) continue;
    findings.push({ message: `Expected a link to its neighbour ${target}` });
  }
  return findings;
}
