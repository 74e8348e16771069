import { basename } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  architectures,
  type BuildOptions,
  caseStudySplit,
  heldOutSplit,
  type NetworkNormalization,
  networkNormalizations,
  recipes,
  type Split,
  type Upsampling,
  upsamplings,
} from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  precisionOption,
  wholeNumber,
} from "./output.ts";

/** The options of `karyon train`. */
export interface TrainCommandOptions extends CommonOptions {
  readonly architecture: string;
  readonly filters?: number;
  readonly normalization?: NetworkNormalization;
  readonly depth?: number;
  readonly dropout?: number;
  readonly upsampling?: Upsampling;
  readonly convolutions?: 1 | 2;
  readonly deepSupervision?: boolean;
  readonly bottleneck?: number;
  readonly from?: string;
  readonly recipe: string;
  readonly protocol?: Split["name"];
  readonly data: string;
  readonly out?: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly resume?: boolean;
  readonly limit?: number;
  /** False with `--no-cache`. */
  readonly cache: boolean;
}

/** What each protocol trains on and validates on. */
export const SPLITS = { "case-study": caseStudySplit, "held-out": heldOutSplit };

/** The options of the network that were given: each network has its own defaults. */
export function givenOptions(options: TrainCommandOptions) {
  const { filters, normalization, depth, dropout, upsampling } = options;
  const { convolutions, deepSupervision, bottleneck } = options;
  const all = { filters, normalization, depth, dropout, upsampling, convolutions };
  const given = Object.entries({ ...all, deepSupervision, bottleneck })
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Omit<BuildOptions, "seed">;
}

function nameOfRecipe(value: string): string {
  const names = Object.keys(recipes);
  if (value.endsWith(".json") || names.includes(value)) return value;
  throw new InvalidArgumentError(
    `Expected one of ${names.join(", ")}, or a file that ends in .json.`,
  );
}

/** Where the model goes: by default a folder that says what it is. */
export function outOf({ out, architecture, recipe, seed }: TrainCommandOptions): string {
  return out ?? `runs/${architecture}-${basename(recipe, ".json")}-${seed}`;
}

/** Gives a command the options of `karyon train`. */
export function addTrainOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--architecture <name>", "the network").choices(
        Object.keys(architectures),
      )
        .default("unet"),
    )
    .option(
      "--filters <number>",
      "filters of its first block (default: 16, or what the network is known for)",
      wholeNumber("--filters", 1),
    )
    .addOption(
      new Option(
        "--normalization <name>",
        "between convolutions and ReLUs (default: batch for hrnet, else none)",
      ).choices([...networkNormalizations]),
    )
    .option("--depth <number>", "how often it halves its maps", wholeNumber("--depth", 1))
    .option("--dropout <share>", "share of values dropped at the bottom", Number)
    .addOption(
      new Option("--upsampling <name>", "how its decoder doubles maps")
        .choices([...upsamplings]),
    )
    .option(
      "--convolutions <number>",
      "convolutions in each of its blocks",
      wholeNumber("--convolutions", 1),
    )
    .option("--deep-supervision", "gives the mean of several heads")
    .option(
      "--bottleneck <share>",
      "how narrow its residual units are between their convolutions, 0..1",
      Number,
    )
    .option(
      "--from <model>",
      "start with what a trained model knows: a name in models/, or a folder",
    )
    .option(
      "--recipe <name|file>",
      `how to train: ${
        Object.keys(recipes).join(", ")
      }, or a JSON file like those in src/training/recipes`,
      nameOfRecipe,
      "case-study",
    )
    .addOption(
      new Option("--protocol <name>", "which images train (default: the recipe's)")
        .choices(Object.keys(SPLITS)),
    )
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .option(
      "--out <dir>",
      "the model's new folder; checkpoints go there too (default: runs/ARCHITECTURE-RECIPE-SEED)",
    )
    .option("--epochs <number>", "at most so many", wholeNumber("--epochs", 1))
    .option(
      "--limit <number>",
      "at most so many images a split",
      wholeNumber("--limit", 1),
    )
    .option("--seed <number>", "fixes weights and order", wholeNumber("--seed", 0), 1)
    .option(
      "--no-cache",
      "read the images anew, and keep none; .cache/prepared has those of before and may be removed",
    )
    .option("--resume", "go on from the newest checkpoint in --out")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object");
}
