import type { Command } from "commander";
import {
  chartPng,
  galleryChart,
  loadModel,
  openDataset,
  predictNuclei,
  readSamples,
  writeBeside,
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

interface GalleryCommandOptions extends CommonOptions {
  readonly model: string;
  readonly data: string;
  readonly limit: number;
  readonly out: string;
}

async function run(options: GalleryCommandOptions): Promise<void> {
  note((await startEngine(options)).sentence);
  const model = await loadModel(options.model);
  const dataset = await openDataset(options.data);
  const ids = dataset.test.ids.slice(0, options.limit);
  const items = [];
  for await (const { id, image, mask } of readSamples(dataset.test, ids)) {
    const { mask: prediction } = await predictNuclei(model, image);
    items.push({
      title: id.slice(0, 28),
      image,
      prediction,
      ...(mask ? { mask } : {}),
    });
  }
  const chart = await galleryChart(items, {
    split: `test of the ${dataset.name} set`,
    title: `Nuclei found by ${model.card.name}`,
  });
  await writeBeside(options.out, await chartPng(chart));
  await dataset.close();
  model.dispose();
  print(options, { out: options.out, images: items.length, caption: chart.caption }, [
    `${options.out}: ${chart.caption}`,
  ]);
}

/** Adds `karyon gallery`. */
export function addGallery(program: Command): void {
  program.command("gallery")
    .description("draw images beside their masks and a model's predictions")
    .option("--model <name|dir>", "a name in models/, or a folder", "karyon-small")
    .option("--data <dir>", "a data set's folder, or synthetic", "synthetic")
    .option("--limit <number>", "so many test images", wholeNumber("--limit", 1), 4)
    .requiredOption("--out <file>", "the PNG to write")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
