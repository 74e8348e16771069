import type { Command } from "commander";
import { modelKindTable, modelTable, nucleusKindTable, nucleusTable } from "../mod.ts";
import {
  fullModelTable,
  kindTable,
  MODEL_MARKERS,
  modelsForReadme,
  shortModelTable,
} from "./model_markdown.ts";
import { nucleiForReadme, NUCLEUS_MARKERS } from "./nucleus_markdown.ts";
import { print } from "./output.ts";
import { updateReadme } from "./update_readme.ts";

interface ModelsCommandOptions {
  readonly json?: boolean;
  readonly kinds?: boolean;
  readonly nuclei?: boolean;
  readonly markdown?: boolean;
  readonly updateReadme?: boolean;
}

async function run(options: ModelsCommandOptions): Promise<void> {
  const [models, kinds, nuclei, nuclei_kinds] = await Promise.all([
    modelTable(),
    modelKindTable(),
    nucleusTable(),
    nucleusKindTable(),
  ]);
  if (options.updateReadme) {
    await updateReadme([
      [MODEL_MARKERS, modelsForReadme(models, kinds)],
      [NUCLEUS_MARKERS, nucleiForReadme(nuclei, nuclei_kinds)],
    ]);
  }
  const table = options.kinds
    ? kindTable(kinds)
    : options.nuclei
    ? nucleiForReadme(nuclei, nuclei_kinds)
    : options.markdown
    ? fullModelTable(models)
    : shortModelTable(models);
  print(options, { models, kinds, nuclei, nuclei_kinds }, [table]);
}

/** Adds `karyon models`. */
export function addModels(program: Command): void {
  program.command("models")
    .description("compare the models in models/ by what their cards say")
    .option("--kinds", "held-out foreground IoU by kind of image")
    .option("--nuclei", "how well single nuclei are found, classical methods too")
    .option("--markdown", "all columns, for a page")
    .option("--update-readme", "write the tables into README.md")
    .option("--json", "print one JSON object with all tables")
    .action(run);
}
