import type { Command } from "commander";
import {
  BAD_IMAGE,
  checkDataset,
  type CheckedImage,
  chooseValidation,
  type Dataset,
  findNearDuplicates,
  groupPairs,
  imageKind,
  openDataset,
  type SplitList,
  VALIDATION_SHARE,
  writeBeside,
} from "../mod.ts";
import { type CommonOptions, engineOption, print, wholeNumber } from "./output.ts";
import { progressBar } from "./progress.ts";

interface SplitCommandOptions extends CommonOptions {
  readonly data: string;
  readonly out: string;
  readonly seed: number;
}

const tally = (values: readonly string[]) =>
  Object.fromEntries(
    [...Map.groupBy(values, (value) => value)].sort()
      .map(([value, all]) => [value, all.length]),
  );

interface Looked {
  readonly images: readonly CheckedImage[];
  /** The kind of each training image, by its id. */
  readonly kinds: ReadonlyMap<string, string>;
}

async function lookAt(dataset: Dataset): Promise<Looked> {
  const bar = progressBar("looking");
  const kinds = new Map<string, string>();
  const images: CheckedImage[] = [];
  await checkDataset(dataset, {
    onProgress: bar.update,
    onImage: (image) => images.push(image),
    onSample: (set, { id, image, mask }) => {
      if (set === "train") {
        kinds.set(id, mask && imageKind(image, mask) || "unknown");
      }
    },
  }).finally(bar.stop);
  return { images, kinds };
}

/** The images that neither train nor validate, with the reason. */
function exclude(
  images: readonly CheckedImage[],
  pairs: readonly (readonly [CheckedImage, CheckedImage])[],
): Map<string, string> {
  const excluded = new Map<string, string>();
  for (const { set, id } of images) {
    if (set === "train" && id === BAD_IMAGE) excluded.set(id, "bad masks");
  }
  for (const pair of pairs) {
    const train = pair.find(({ set }) => set === "train");
    const test = pair.find(({ set }) => set === "test");
    if (train && test) excluded.set(train.id, `shows the same as ${test.id} of test`);
  }
  return excluded;
}

async function run(options: SplitCommandOptions): Promise<void> {
  const { seed } = options;
  const dataset = await openDataset(options.data);
  const { images, kinds } = await lookAt(dataset);
  const checksum = await dataset.checksum();
  await dataset.close();

  const pairs = findNearDuplicates(images)
    .map(({ first, second }) => [first, second] as const);
  const excluded = exclude(images, pairs);
  const left = images.filter(({ set, id }) => set === "train" && !excluded.has(id));
  const groups = groupPairs(
    left,
    pairs.filter((pair) => pair.every((one) => left.includes(one))),
  );
  const validation = chooseValidation(
    groups.map((group) =>
      group.map(({ id, width, height }) => ({
        id,
        strata: [kinds.get(id)!, `${width}x${height}`],
      }))
    ),
    { share: VALIDATION_SHARE, seed },
  );
  const chosen = new Set(validation);
  const train = left.map(({ id }) => id).filter((id) => !chosen.has(id)).sort();
  const list: SplitList = {
    data: dataset.name,
    checksum,
    seed,
    excluded: [...excluded].sort().map(([id, reason]) => ({ id, reason })),
    train,
    validation,
  };
  await writeBeside(options.out, `${JSON.stringify(list, null, 2)}\n`);

  const kindsOf = (ids: readonly string[]) => tally(ids.map((id) => kinds.get(id)!));
  const counts = {
    train: train.length,
    validation: validation.length,
    excluded: excluded.size,
    kinds: { train: kindsOf(train), validation: kindsOf(validation) },
  };
  print(options, { out: options.out, ...counts }, [
    `${options.out}: ${train.length} to train, ${validation.length} to validate, ` +
    `${excluded.size} to neither.`,
    ...Object.entries(counts.kinds).map(([part, kinds]) =>
      `  ${part}: ${Object.entries(kinds).map(([kind, n]) => `${kind} ${n}`).join(", ")}`
    ),
  ]);
}

/** Adds `karyon split`. */
export function addSplit(program: Command): void {
  program.command("split")
    .description("list which training images validate, for the held-out protocol")
    .requiredOption("--data <dir>", "a data set's folder, or synthetic")
    .requiredOption("--out <file>", "where the list goes, as JSON")
    .option(
      "--seed <number>",
      "another seed, another list",
      wholeNumber("--seed", 0),
      1,
    )
    .addOption(engineOption())
    .option("--json", "print one JSON object")
    .action(run);
}
