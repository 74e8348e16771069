import * as tf from "@tensorflow/tfjs";
import type { Command } from "commander";
import { architectures, listModels, probeEngines, recipes, version } from "../mod.ts";
import {
  type CommonOptions,
  engineOption,
  precisionOption,
  print,
  startEngine,
} from "./output.ts";

/** Where `deno task data` puts the real set. */
const DSB2018 = new URL("../../data/dsb2018", import.meta.url);

const isFolder = (url: URL) =>
  Deno.stat(url).then(({ isDirectory }) => isDirectory, () => false);

async function run(options: CommonOptions): Promise<void> {
  const engine = await startEngine(options);
  const engines = await probeEngines();
  const models = await listModels();
  const data = await isFolder(DSB2018) ? ["synthetic", "data/dsb2018"] : ["synthetic"];
  print(options, {
    engine: engine.name,
    engines,
    karyon: version,
    deno: Deno.version.deno,
    tfjs: tf.version_core,
    models,
    data,
    architectures: Object.keys(architectures),
    recipes: Object.keys(recipes),
  }, [
    `Karyon ${version}, Deno ${Deno.version.deno}, TensorFlow.js ${tf.version_core}`,
    engine.sentence,
    ...Object.entries(engines).map(([name, probe]) =>
      `  ${name}: ${probe.works ? probe.words : probe.reason}`
    ),
    `Models: ${models.join(", ") || "none"}`,
    `Data: ${data.join(", ")}${
      data.length === 1 ? " (deno task data gets the real set)" : ""
    }`,
    `Architectures: ${Object.keys(architectures).join(", ")}`,
    `Recipes: ${Object.keys(recipes).join(", ")}`,
  ]);
}

/** Adds `karyon info`. */
export function addInfo(program: Command): void {
  program.command("info")
    .description("what was found here: engines, versions, models")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
