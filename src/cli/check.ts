import type { Command } from "commander";
import {
  checkDataset,
  type DatasetCheck,
  imageKind,
  InputError,
  openDataset,
  type Problem,
} from "../mod.ts";
import { describeCheck, type KindCounts } from "./describe_check.ts";
import { type CommonOptions, engineOption, note, print, wholeNumber } from "./output.ts";
import { progressBar } from "./progress.ts";

interface CheckCommandOptions extends CommonOptions {
  readonly limit?: number;
  readonly verbose?: boolean;
}

/** What the whole command found. */
interface Checked extends DatasetCheck {
  readonly data: string | null;
  readonly description: string;
  readonly checksum: string | null;
  readonly kinds: KindCounts;
}

/** A failure that concerns all files, such as a broken zip, as a problem. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof InputError)) throw error;
  const { message, path } = error;
  return {
    set: "",
    id: "",
    code: "layout",
    severity: "error",
    message: message.replace(`${path}: `, ""),
    ...(path === undefined ? {} : { path }),
  };
}

async function check(folder: string, limit: number | undefined): Promise<Checked> {
  const kinds: Record<string, Record<string, number>> = {};
  let checked: Checked = {
    usable: false,
    sets: {},
    problems: [],
    data: null,
    description: "",
    checksum: null,
    kinds,
  };
  try {
    const dataset = await openDataset(folder);
    checked = { ...checked, data: dataset.name, description: dataset.description };
    const bar = progressBar("checking");
    try {
      const found = await checkDataset(dataset, {
        ...(limit === undefined ? {} : { limit }),
        onProgress: bar.update,
        onSample: (set, { image, mask }) => {
          const kind = mask && imageKind(image, mask);
          const counts = kinds[set] ??= {};
          if (kind) counts[kind] = (counts[kind] ?? 0) + 1;
        },
      }).finally(bar.stop);
      checked = { ...checked, ...found };
      return { ...checked, checksum: await dataset.checksum() };
    } finally {
      await dataset.close();
    }
  } catch (error) {
    return {
      ...checked,
      usable: false,
      problems: [...checked.problems, problemOf(error)],
    };
  }
}

async function run(source: string, options: CheckCommandOptions): Promise<void> {
  // As shells complete it, but not as paths below it begin.
  const folder = source.replace(/(?<=.)\/+$/, "");
  const { description, kinds, sets, ...checked } = await check(folder, options.limit);
  const counted = Object.fromEntries(
    Object.entries(sets).map((
      [name, set],
    ) => [name, { ...set, kinds: kinds[name] ?? {} }]),
  );
  print(
    options,
    { ...checked, sets: counted },
    describeCheck(
      { ...checked, sets: counted, description, source: folder },
      options.verbose === true,
    ),
  );
  const errors = checked.problems.filter(({ severity }) => severity === "error").length;
  if (!checked.usable) {
    throw new InputError(
      `Expected data without an error but found ${errors}`,
      { path: folder },
    );
  }
  if (options.limit !== undefined) {
    note(`Note: at most ${options.limit} images of each set were looked at.`);
  }
}

/** Adds `karyon check`. */
export function addCheck(program: Command): void {
  program.command("check [dir]")
    .description("validate a data set; nothing is changed")
    .option("--limit <number>", "at most so many images a set", wholeNumber("--limit", 1))
    .option("--verbose", "list every problem, not the first few of each kind")
    .option("--json", "print one JSON object")
    .addOption(engineOption())
    .action((folder: string | undefined, options: CheckCommandOptions) =>
      run(folder ?? "synthetic", options)
    );
}
