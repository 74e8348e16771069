import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type Activations,
  heldOutSplit,
  InputError,
  LOSS_BOUNDS,
  openDataset,
  quantizeModel,
  weightTypes,
} from "../mod.ts";
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
import { stopSignal } from "./stop_signal.ts";

interface QuantizeCommandOptions extends CommonOptions {
  readonly to: typeof weightTypes[number];
  readonly out: string;
  readonly data: string;
  readonly limit?: number;
  readonly bound?: number;
  readonly acceptLoss?: boolean;
  readonly perChannel?: boolean;
  readonly keep?: readonly string[];
  readonly activations?: Activations;
}

function lossOf(value: string): number {
  const loss = Number(value);
  if (value.trim() !== "" && loss >= 0) return loss;
  throw new InvalidArgumentError("Expected --bound to be a number of at least 0.");
}

/** "0.8912 became 0.8909": how a score changed. */
const became = (before: number, after: number) =>
  `${before.toFixed(4)} became ${after.toFixed(4)}`;

async function run(model: string, options: QuantizeCommandOptions): Promise<void> {
  const { to, out, limit, bound, acceptLoss, perChannel, keep, activations } = options;
  note((await startEngine(options)).sentence);
  const dataset = await openDataset(options.data);
  const bar = progressBar("scoring before and after");
  // Cleanly: beside the new model's place lies what is being scored.
  const stop = stopSignal(
    "Stopping after this image; press Ctrl-C again to quit at once.",
  );
  const result = await quantizeModel({
    model,
    to,
    out,
    dataset,
    ...(limit === undefined
      ? {}
      : { ids: heldOutSplit(dataset).validation.ids.slice(0, limit) }),
    ...(bound === undefined ? {} : { bound }),
    ...(acceptLoss ? { acceptLoss } : {}),
    ...(perChannel ? { perChannel } : {}),
    ...(keep ? { keep } : {}),
    ...(activations ? { activations } : {}),
    onProgress: (...done) => {
      if (stop.signal.aborted) throw new InputError("Stopped: nothing was written");
      bar.update(...done);
    },
  }).finally(() => {
    bar.stop();
    stop.release();
  });
  await dataset.close();
  const of = `on ${result.images} validation images of ${dataset.name}`;
  print(options, { model: out, to, ...result }, [
    `${out}: ${result.bytes_before} bytes became ${result.bytes_after} (${to}).`,
    `Mean IoU ${of} ${became(result.mean_iou_before, result.mean_iou_after)}, ` +
    `average precision ${
      became(result.average_precision_before, result.average_precision_after)
    }.`,
    ...(to === "int8"
      ? ["model.onnx is computed in 8 bit by ONNX Runtime; weights.bin is uint8."]
      : []),
    ...(result.bytes_after >= result.bytes_before
      ? ["It did not become smaller: the model was stored in as few bits before."]
      : []),
  ]);
}

/** Adds `karyon quantize`. */
export function addQuantize(program: Command): void {
  program.command("quantize <model>")
    .description("write a model anew with smaller weights, or computed in 8 bit (int8)")
    .addOption(
      new Option("--to <type>", "what the weights become").choices(weightTypes)
        .makeOptionMandatory(),
    )
    .requiredOption("--out <dir>", "the new model's folder")
    .option(
      "--data <dir>",
      "where to measure the cost: a folder, or synthetic",
      "synthetic",
    )
    .option(
      "--limit <number>",
      "at most so many of its validation images",
      wholeNumber("--limit", 1),
    )
    .option(
      "--bound <loss>",
      `refuse a model that loses more of its Mean IoU (default: ${
        Object.entries(LOSS_BOUNDS).map(([type, loss]) => `${type} ${loss}`).join(", ")
      })`,
      lossOf,
    )
    .option("--accept-loss", "write it whatever it loses")
    .option("--per-channel", "a scale for each channel (uint16, uint8)")
    .option("--keep <names...>", "weights that stay float32, such as nucleus/kernel")
    .addOption(
      new Option(
        "--activations <how>",
        "for int8: ranges known from training images, or found for each image (default: static)",
      ).choices(["static", "dynamic"]),
    )
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
