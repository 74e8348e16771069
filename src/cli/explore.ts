import { type Command, Option } from "commander";
import {
  compareStatistics,
  exploreSamples,
  type ImageFacts,
  InputError,
  openDataset,
  readSamples,
  type SampleSet,
  type Statistic,
  statisticsTable,
  version,
  writeBeside,
} from "../mod.ts";
import { type CommonOptions, engineOption, note, print, wholeNumber } from "./output.ts";
import { progressBar } from "./progress.ts";

interface ExploreCommandOptions extends CommonOptions {
  readonly set: string;
  readonly against?: string;
  readonly limit?: number;
  readonly out?: string;
}

/** What `--out` writes, so that a reader knows what the numbers are of. */
export interface StatisticsFile {
  readonly data: string;
  readonly checksum: string;
  readonly set: string;
  readonly images: number;
  readonly karyon: string;
  readonly statistics: readonly Statistic[];
}

interface Explored {
  readonly facts: readonly ImageFacts[];
  readonly data: string;
  readonly checksum: string;
}

async function measure(
  set: SampleSet,
  ids: readonly string[],
): Promise<ImageFacts[]> {
  const bar = progressBar(`measuring ${set.name}`);
  let done = 0;
  async function* watched() {
    for await (const sample of readSamples(set, ids)) {
      yield sample;
      bar.update(++done, ids.length);
    }
  }
  try {
    return await exploreSamples(watched(), set.name);
  } finally {
    bar.stop();
  }
}

async function explore(
  source: string,
  { set: name, limit }: ExploreCommandOptions,
): Promise<Explored> {
  const dataset = await openDataset(source);
  try {
    const set = dataset.sets.find((one) => one.name === name);
    if (!set) {
      throw new InputError(
        `Expected a set of ${
          dataset.sets.map((one) => one.name).join(", ")
        } but found "${name}"`,
        { path: source },
      );
    }
    const facts = await measure(set, set.ids.slice(0, limit));
    return { facts, data: dataset.description, checksum: await dataset.checksum() };
  } finally {
    await dataset.close();
  }
}

const rounded = (value: number | null) =>
  value === null ? "–" : Number(value.toPrecision(4));

async function run(source: string, options: ExploreCommandOptions): Promise<void> {
  const own = await explore(source, options);
  const { data, checksum, facts } = own;
  const statistics = statisticsTable(facts);
  if (options.out !== undefined) {
    const file: StatisticsFile = {
      data,
      checksum,
      set: options.set,
      images: facts.length,
      karyon: version,
      statistics,
    };
    await writeBeside(options.out, `${JSON.stringify(file, null, 2)}\n`);
    note(`Written to ${options.out}.`);
  }
  const result = { data, checksum, set: options.set, images: facts.length };
  if (options.against === undefined) {
    print(options, { ...result, statistics }, [`${data}; ${options.set}.`]);
    if (options.json) return;
    console.table(
      statistics.map((row) => ({ ...row, value: rounded(row.value) })),
    );
    return;
  }
  const other = await explore(options.against, options);
  const comparison = compareStatistics(facts, other.facts);
  const apart = comparison.filter((row) => row.within_two === false);
  const against = {
    data: other.data,
    checksum: other.checksum,
    images: other.facts.length,
  };
  print(options, { ...result, against, comparison }, [
    `first: ${data}; ${options.set}.`,
    `second: ${other.data}; ${options.set}.`,
    `${
      comparison.length - apart.length
    } of ${comparison.length} rows are within a factor of two.`,
  ]);
  if (options.json) return;
  console.table(
    comparison.map((row) => ({
      ...row,
      first: rounded(row.first),
      second: rounded(row.second),
      ratio: rounded(row.ratio),
    })),
  );
}

/** Adds `karyon explore`. */
export function addExplore(program: Command): void {
  program.command("explore [dir]")
    .description("measure a data set: sizes, nuclei, contrast, noise, kinds of image")
    .addOption(new Option("--set <name>", "which of its sets").default("train"))
    .option("--against <dir>", "another data set, or synthetic, put side by side")
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .option("--out <file>", "write the numbers as JSON")
    .addOption(engineOption())
    .option("--json", "print one JSON object")
    .action((source: string | undefined, options: ExploreCommandOptions) =>
      run(source ?? "synthetic", options)
    );
}
