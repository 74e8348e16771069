import { type Command, Option } from "commander";
import {
  evaluate,
  findProtocol,
  InputError,
  loadModel,
  openDataset,
  protocols,
  recordEvaluation,
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

interface EvaluateCommandOptions extends CommonOptions {
  readonly model: string;
  readonly data: string;
  readonly protocol: string;
  readonly limit?: number;
  readonly record?: boolean;
}

async function run(options: EvaluateCommandOptions): Promise<void> {
  const protocol = findProtocol(options.protocol);
  if (options.record && options.limit !== undefined) {
    throw new InputError(
      "Expected --record to score all test images but found --limit beside it",
    );
  }
  const engine = await startEngine(options);
  note(engine.sentence);
  const model = await loadModel(options.model);
  const dataset = await openDataset(options.data);
  if (protocol.name === "held-out" && model.card.training.protocol !== "held-out") {
    note(
      `Note: ${model.card.name}'s best epoch was chosen on the test images of ${model.card.training.data}; on those images this is not a held-out score.`,
    );
  }
  const bar = progressBar("scoring");
  const { scores } = await evaluate({
    model,
    set: dataset.test,
    ids: dataset.test.ids.slice(0, options.limit),
    protocol,
    onProgress: bar.update,
  });
  bar.stop();
  if (options.record) {
    await recordEvaluation(options.model, {
      protocol: protocol.name,
      data: dataset.description,
      checksum: await dataset.checksum(),
      split: dataset.test.name,
      engine: engine.name,
      scores: { ...scores },
    });
    note(`Written into ${model.path}/card.json.`);
  }
  await dataset.close();
  model.dispose();
  print(options, {
    model: model.card.name,
    protocol: protocol.name,
    engine: engine.name,
    ...scores,
  }, [
    `${model.card.name} on ${scores.images} test images of ${dataset.name}, protocol ${protocol.name}: ${protocol.description}.`,
    ...Object.entries(scores).map(([name, value]) =>
      `  ${name.padEnd(24)}${Number.isInteger(value) ? value : value.toFixed(4)}`
    ),
  ]);
}

/** Adds `karyon evaluate`. */
export function addEvaluate(program: Command): void {
  program.command("evaluate")
    .description("score a model on a data set's test images")
    .requiredOption("--model <name|dir>", "a name in models/, or a folder")
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .addOption(
      new Option("--protocol <name>", "how to score").choices(Object.keys(protocols))
        .default("case-study"),
    )
    .option("--limit <number>", "at most so many images", wholeNumber("--limit", 1))
    .option("--record", "write the scores into the model's card")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
