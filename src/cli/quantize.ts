import { type Command, Option } from "commander";
import { openDataset, quantizeModel, weightTypes } from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  note,
  precisionOption,
  print,
  startEngine,
  wholeNumber,
} from "./output.ts";
import { progressBar } from "./progress.ts";

interface QuantizeCommandOptions extends CommonOptions {
  readonly to: typeof weightTypes[number];
  readonly out: string;
  readonly data: string;
  readonly limit?: number;
}

async function run(model: string, options: QuantizeCommandOptions): Promise<void> {
  note((await startEngine(options)).sentence);
  const dataset = await openDataset(options.data);
  const bar = progressBar("scoring before and after");
  const result = await quantizeModel({
    model,
    to: options.to,
    out: options.out,
    dataset,
    ids: dataset.test.ids.slice(0, options.limit),
    onProgress: bar.update,
  });
  bar.stop();
  await dataset.close();
  print(options, { model: options.out, ...result }, [
    `${options.out}: ${result.bytes_before} bytes became ${result.bytes_after}; Mean IoU on ${result.images} test images of ${dataset.name} ${
      result.mean_iou_before.toFixed(4)
    } became ${result.mean_iou_after.toFixed(4)}.`,
  ]);
}

/** Adds `karyon quantize`. */
export function addQuantize(program: Command): void {
  program.command("quantize <model>")
    .description("write a model anew with smaller weights")
    .addOption(
      new Option("--to <type>", "how to store weights").choices(weightTypes)
        .makeOptionMandatory(),
    )
    .requiredOption("--out <dir>", "the new model's folder")
    .option(
      "--data <dir>",
      "where to measure the cost: a folder, or synthetic",
      "synthetic",
    )
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
