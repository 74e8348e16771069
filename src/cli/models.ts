import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { writeBeside } from "../base/mod.ts";
import { modelKindTable, modelTable } from "../mod.ts";
import {
  fullModelTable,
  kindTable,
  MODEL_MARKERS,
  modelsForReadme,
  shortModelTable,
} from "./model_markdown.ts";
import { note, print } from "./output.ts";
import { replaceBetween } from "./replace_between.ts";

const README = fileURLToPath(new URL("../../README.md", import.meta.url));

interface ModelsCommandOptions {
  readonly json?: boolean;
  readonly kinds?: boolean;
  readonly markdown?: boolean;
  readonly updateReadme?: boolean;
}

async function run(options: ModelsCommandOptions): Promise<void> {
  const [models, kinds] = await Promise.all([modelTable(), modelKindTable()]);
  if (options.updateReadme) {
    const page = await Deno.readTextFile(README);
    const text = modelsForReadme(models, kinds);
    await writeBeside(README, replaceBetween(page, text, README, MODEL_MARKERS));
    await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", README] })
      .output();
    note(`Written into ${README}.`);
  }
  const table = options.kinds
    ? kindTable(kinds)
    : options.markdown
    ? fullModelTable(models)
    : shortModelTable(models);
  print(options, { models, kinds }, [table]);
}

/** Adds `karyon models`. */
export function addModels(program: Command): void {
  program.command("models")
    .description("compare the models in models/ by what their cards say")
    .option("--kinds", "held-out foreground IoU by kind of image")
    .option("--markdown", "all columns, for a page")
    .option("--update-readme", "write the tables into README.md")
    .option("--json", "print one JSON object: models and kinds")
    .action(run);
}
