import * as tf from "@tensorflow/tfjs";
import type { Command } from "commander";
import {
  architectures,
  listModels,
  probeEngines,
  recipes,
  useEngine,
  version,
} from "../mod.ts";
import { type CommonOptions, engineOption, print } from "./output.ts";

async function run(options: CommonOptions): Promise<void> {
  const engine = await useEngine(options.engine);
  const engines = await probeEngines();
  const models = await listModels();
  print(options, {
    engine: engine.name,
    engines,
    karyon: version,
    deno: Deno.version.deno,
    tfjs: tf.version_core,
    models,
    architectures: Object.keys(architectures),
    recipes: Object.keys(recipes),
  }, [
    `Karyon ${version}, Deno ${Deno.version.deno}, TensorFlow.js ${tf.version_core}`,
    engine.sentence,
    ...Object.entries(engines).map(([name, state]) => `  ${name}: ${state}`),
    `Models: ${models.join(", ") || "none"}`,
    `Architectures: ${Object.keys(architectures).join(", ")}`,
    `Recipes: ${Object.keys(recipes).join(", ")}`,
  ]);
}

/** Adds `karyon info`. */
export function addInfo(program: Command): void {
  program.command("info")
    .description("what was found here: engines, versions, models")
    .addOption(engineOption())
    .option("--json", "print one JSON object")
    .action(run);
}
