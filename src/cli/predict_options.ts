/** What `karyon predict` can be told. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Format, formatNames, usualFormats } from "./predict_formats.ts";
import { PREDICT_HELP } from "./predict_help.ts";
import {
  type CommonOptions,
  engineOption,
  precisionOption,
  wholeNumber,
} from "./output.ts";

/** The options of `karyon predict`. */
export interface PredictCommandOptions extends CommonOptions {
  readonly model: string;
  readonly out: string;
  readonly formats: readonly Format[];
  readonly minArea?: number;
  readonly threshold?: number;
  readonly pixelSize?: number;
  readonly augment?: boolean;
  readonly tile?: number;
  /** Larger images are done in parts. */
  readonly megapixels: number;
  readonly force?: boolean;
  readonly skipBroken?: boolean;
}

/** Parses `mask,csv` or `all`. */
function parseFormats(value: string): Format[] {
  const names = value.split(",").map((name) => name.trim()).filter(Boolean);
  if (names.length === 1 && names[0] === "all") return [...formatNames];
  const unknown = names.find((name) =>
    !(formatNames as readonly string[]).includes(name)
  );
  if (names.length === 0 || unknown !== undefined) {
    throw new InvalidArgumentError(
      `Expected --formats to be all or some of ${formatNames.join(",")}.`,
    );
  }
  return formatNames.filter((name) => names.includes(name));
}

/** Parses a number between two limits that it may not reach itself. */
function numberBetween(name: string, low: number, high = Infinity) {
  return (value: string): number => {
    const number = Number(value);
    if (value.trim() !== "" && number > low && number < high) return number;
    throw new InvalidArgumentError(
      `Expected ${name} to be a number above ${low}${
        high === Infinity ? "" : ` and below ${high}`
      }.`,
    );
  };
}

/** Adds all of them to a command. */
export function addPredictOptions(command: Command): Command {
  return command
    .requiredOption("--out <dir>", "where the results go")
    .option(
      "--model <name|dir>",
      "a name in models/, or a folder of one's own",
      "karyon-small",
    )
    .addOption(
      new Option("--formats <names>", "what to write: all, or some of those below")
        .argParser(parseFormats)
        .default([...usualFormats], usualFormats.join(",")),
    )
    .option(
      "--pixel-size <um>",
      "micrometres a pixel: sizes in micrometres too",
      numberBetween("--pixel-size", 0),
    )
    .option(
      "--threshold <p>",
      "a probability above it is nucleus (default: the model's)",
      numberBetween("--threshold", 0, 1),
    )
    .option(
      "--min-area <pixels>",
      "smaller pieces are no nuclei (default: the model's)",
      wholeNumber("--min-area", 1),
    )
    .option("--augment", "mean of the eight flips and turns: better, eight times as long")
    .option(
      "--tile <pixels>",
      "predict in tiles of this size: less memory",
      wholeNumber("--tile", 32),
    )
    .option(
      "--megapixels <n>",
      "larger images are done in parts, never whole in memory",
      wholeNumber("--megapixels", 1),
      16,
    )
    .option("--force", "do images again that are done")
    .option("--skip-broken", "exit code 0 although images could not be read")
    .addHelpText("after", PREDICT_HELP)
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object");
}
