import { type Command, Option } from "commander";
import { exportOnnx, loadModel } from "../mod.ts";
import { type CommonOptions, engineOption, note, print, startEngine } from "./output.ts";

interface ExportCommandOptions extends CommonOptions {
  readonly to: "onnx";
  readonly out: string;
  readonly author?: readonly string[];
  readonly license?: string;
  readonly overwrite?: boolean;
}

async function run(nameOrPath: string, options: ExportCommandOptions): Promise<void> {
  const { out, author: authors = [], license, overwrite = false } = options;
  note((await startEngine(options)).sentence);
  const model = await loadModel(nameOrPath);
  const exported = await exportOnnx(model, out, {
    authors,
    overwrite,
    ...(license === undefined ? {} : { license }),
  }).finally(() => model.dispose());
  const { files, bytes, difference } = exported;
  print(options, { model: nameOrPath, folder: out, ...exported }, [
    `${out}/model.onnx: ${bytes} bytes; ONNX Runtime computes what TensorFlow.js does, ` +
    `to ${difference.toExponential(1)} of a probability.`,
    `Beside it: ${files.filter((name) => name !== "model.onnx").join(", ")}.`,
  ]);
}

/** Adds `karyon export`. */
export function addExport(program: Command): void {
  program.command("export <model>")
    .description("write a model for other programs: ONNX, and bioimage.io's description")
    .addOption(
      new Option("--to <format>", "what they read").choices(["onnx"]).default("onnx"),
    )
    .requiredOption("--out <dir>", "where the files go")
    .option("--author <name...>", "who made the model, for bioimage.io")
    .option("--license <name>", "its license by SPDX, such as MIT, for bioimage.io")
    .option("--overwrite", "write over a model.onnx that is there")
    .addOption(engineOption())
    .option("--json", "print one JSON object")
    .action(run);
}
