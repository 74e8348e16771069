import type { Command } from "commander";
import {
  channelKinds,
  exploreSamples,
  type ImageFacts,
  InputError,
  openDataset,
  type SampleSet,
  sizes,
} from "../mod.ts";
import { type CommonOptions, engineOption, print, wholeNumber } from "./output.ts";
import { progressBar } from "./progress.ts";

interface CheckCommandOptions extends CommonOptions {
  readonly limit?: number;
}

/** Something wrong with one image of a set. */
interface Problem {
  readonly set: string;
  readonly id: string;
  readonly message: string;
}

async function* only<T>(value: T): AsyncGenerator<T> {
  yield await Promise.resolve(value);
}

/** Facts of every image that can be read; a problem for each that cannot. */
async function inspect(
  set: SampleSet,
  limit: number | undefined,
  problems: Problem[],
): Promise<ImageFacts[]> {
  const bar = progressBar(`checking ${set.name}`);
  const facts: ImageFacts[] = [];
  const ids = set.ids.slice(0, limit);
  for (const [i, id] of ids.entries()) {
    try {
      const sample = await set.read(id);
      if (!sample.mask) problems.push({ set: set.name, id, message: "has no mask" });
      else if (!sample.mask.includes(1)) {
        problems.push({ set: set.name, id, message: "its mask is empty" });
      }
      facts.push(...await exploreSamples(only(sample), set.name));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push({ set: set.name, id, message: error.message });
    }
    bar.update(i + 1, ids.length);
  }
  bar.stop();
  return facts;
}

function summarise(facts: readonly ImageFacts[]) {
  const kinds = Object.fromEntries(
    channelKinds(facts).map(({ kind, images }) => [kind, images]),
  );
  return {
    images: facts.length,
    channels: { rgba: 0, rgb: 0, gray: 0, ...kinds },
    sizes: Object.fromEntries(
      sizes(facts).map(({ width, height, images }) => [`${width}x${height}`, images]),
    ),
  };
}

/** Adds a failure that concerns the set, not one image, to the problems. */
async function noting<T>(
  problems: Problem[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push({ set: "", id: "", message: error.message });
    return undefined;
  }
}

async function run(folder: string, options: CheckCommandOptions): Promise<void> {
  const problems: Problem[] = [];
  const sets: Record<string, ReturnType<typeof summarise>> = {};
  const dataset = await noting(problems, () => openDataset(folder));
  for (const set of dataset ? [dataset.train, dataset.test] : []) {
    sets[set.name] = summarise(await inspect(set, options.limit, problems));
  }
  const checksum = dataset && await noting(problems, () => dataset.checksum());
  await dataset?.close();
  const usable = problems.length === 0;
  print(options, {
    usable,
    data: dataset?.name ?? null,
    checksum: checksum ?? null,
    sets,
    problems,
  }, [
    ...(dataset ? [`${dataset.description}.`] : []),
    ...Object.entries(sets).map(([name, { images, channels, sizes }]) =>
      `${name}: ${images} images; ${list(channels)}; ${list(sizes)}`
    ),
    ...problems.map(({ set, id, message }) =>
      `problem${id ? ` in ${set}, ${id}` : ""}: ${message}`
    ),
    usable ? "Usable." : `Not usable as it is: ${problems.length} problems.`,
  ]);
  if (!usable) throw new InputError(`${problems.length} problems`, { path: folder });
}

const list = (counts: Record<string, number>) =>
  Object.entries(counts).filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`).join(", ");

/** Adds `karyon check`. */
export function addCheck(program: Command): void {
  program.command("check [dir]")
    .description("validate a data set; nothing is changed")
    .option("--limit <number>", "at most so many images a set", wholeNumber("--limit", 1))
    .option("--json", "print one JSON object")
    .addOption(engineOption())
    .action((folder: string | undefined, options: CheckCommandOptions) =>
      run(folder ?? "synthetic", options)
    );
}
