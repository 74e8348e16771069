import type { Problem, SetSummary } from "../mod.ts";

/** How many images there are of each kind, by set. */
export type KindCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is described. */
interface Described {
  /** What was checked; paths are shown from there. */
  readonly source: string;
  readonly description: string;
  readonly checksum: string | null;
  readonly usable: boolean;
  readonly sets: Readonly<
    Record<string, SetSummary & { readonly kinds: Readonly<Record<string, number>> }>
  >;
  readonly problems: readonly Problem[];
}

/** How many problems of a kind are shown unless all are asked for. */
const SHOWN = 3;

/** A check's result for a person: the sets, then the problems by kind. */
export function describeCheck(check: Described, isVerbose: boolean): string[] {
  const { description, checksum, usable, sets, problems } = check;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return [
    ...(description ? [`${description}.`] : []),
    ...(checksum ? [`SHA-256 ${checksum}`] : []),
    ...Object.entries(sets).flatMap(([name, set]) => ["", ...describeSet(name, set)]),
    "",
    ...describeProblems(check, isVerbose),
    `${usable ? "Usable" : "Not usable as it is"}: ${plural(errors, "error")}, ${
      plural(problems.length - errors, "warning")
    }.`,
  ];
}

function describeSet(name: string, set: Described["sets"][string]): string[] {
  const { images, unreadable, masks, nuclei, foreground, kinds } = set;
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;
  const grays = [
    ...(set.gray_in_rgb > 0 ? [`${set.gray_in_rgb} with R = G = B`] : []),
    ...(set.alpha_used > 0 ? [`${set.alpha_used} with transparent pixels`] : []),
  ];
  const rows: [string, string][] = [
    ["channels", list(set.channels) + (grays.length > 0 ? `; ${grays.join(", ")}` : "")],
    ["bits a channel", list(set.depths, ": ")],
    ["sizes", list(set.sizes)],
    ["masks", `${plural(masks, "image")} with ${nuclei} nuclei`],
    [
      "nucleus pixels",
      foreground
        ? `${percent(foreground.mean)} in the mean, ${percent(foreground.least)} to ${
          percent(foreground.most)
        }`
        : "",
    ],
    ["kinds", list(kinds)],
    ...set.notes.map((note): [string, string] => ["note", note]),
  ];
  return [
    `${name}: ${plural(images, "image")}${
      unreadable > 0 ? `, ${unreadable} more that cannot be read` : ""
    }`,
    ...rows.filter(([, text]) => text !== "")
      .map(([label, text]) => `  ${label.padEnd(16)}${text}`),
  ];
}

function describeProblems(
  { problems, source }: Described,
  isVerbose: boolean,
): string[] {
  const groups = Map.groupBy(problems, ({ code, severity }) => `${severity}: ${code}`);
  // Errors are what must be mended, so they come first.
  return [...groups].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([title, all]) => {
    const shown = isVerbose ? all : all.slice(0, SHOWN);
    const more = all.length - shown.length;
    return [
      `${title}, ${all.length}`,
      ...shown.map((problem) => `  ${describeProblem(problem, source)}`),
      ...(more > 0 ? [`  and ${more} more: --verbose lists all`] : []),
      "",
    ];
  });
}

function describeProblem(
  { set, id, path, message }: Problem,
  source: string,
): string {
  const short = path === source ? set : path?.replace(`${source}/`, "");
  const place = short ?? (id ? `${id} of ${set}` : set);
  // An error's message may begin with its path already.
  const words = path === undefined ? message : message.replace(`${path}: `, "");
  return place ? `${place}: ${words}` : words;
}

const plural = (count: number, what: string) =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

const list = (counts: Readonly<Record<string, number>>, between = " ") =>
  Object.entries(counts).filter(([, count]) => count > 0)
    .map(([name, count]) => `${name}${between}${count}`).join(", ");
