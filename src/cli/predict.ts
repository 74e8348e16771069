import { join } from "node:path";
import type { Command } from "commander";
import { stringify } from "csv-stringify/sync";
import {
  drawOverlay,
  InputError,
  loadModel,
  measureNuclei,
  type Model,
  predictNuclei,
  readImageFile,
  writeBeside,
  writeLabels,
  writeMask,
  writePng,
} from "../mod.ts";
import { findImages, stemOf } from "./image_files.ts";
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

interface PredictCommandOptions extends CommonOptions {
  readonly model: string;
  readonly out: string;
  readonly minArea: number;
  readonly skipBroken?: boolean;
}

/** Writes mask, labels, overlay and table of one image. */
async function predictFile(
  model: Model,
  path: string,
  { out, minArea }: PredictCommandOptions,
): Promise<{ nuclei: number; warnings: readonly string[] }> {
  const { image, report } = await readImageFile(path);
  const { width, height } = image;
  const { mask, labels, count } = await predictNuclei(model, image, { minArea });
  const file = (ending: string) => join(out, `${stemOf(path)}.${ending}`);
  await Promise.all([
    writeMask(file("mask.png"), mask, width, height),
    writeLabels(file("labels.png"), labels, width, height),
    writePng(file("overlay.png"), drawOverlay(image, labels)),
    writeBeside(
      file("nuclei.csv"),
      stringify(measureNuclei(labels, image), {
        header: true,
        columns: COLUMNS,
        cast: {
          boolean: (value) => value ? "true" : "false",
          number: (value) => String(Number(value.toPrecision(6))),
        },
      }),
    ),
  ]);
  return { nuclei: count, warnings: report.warnings };
}

const COLUMN_HELP = `
<stem>.nuclei.csv has one row a nucleus: label (its value in <stem>.labels.png), area in
pixels, equivalent_diameter (of the circle of that area), centroid_x and centroid_y (the
first pixel's centre is 0), left, top, width and height of its box in pixels,
mean_intensity ((R + G + B) / 3, 1 is the most that the file's bit depth holds), and
touches_edge (it may be cut).`;

/** Named here so that an image without nuclei still gets its header. */
const COLUMNS = [
  "label",
  "area",
  "equivalent_diameter",
  "centroid_x",
  "centroid_y",
  "left",
  "top",
  "width",
  "height",
  "mean_intensity",
  "touches_edge",
];

async function run(paths: string[], options: PredictCommandOptions): Promise<void> {
  const files = await findImages(paths);
  note((await startEngine(options)).sentence);
  const model = await loadModel(options.model);
  await Deno.mkdir(options.out, { recursive: true });
  const start = performance.now();
  const failed: { path: string; message: string }[] = [];
  const warnings: string[] = [];
  const bar = progressBar("predicting");
  let images = 0, nuclei = 0;
  for (const path of files) {
    try {
      const done = await predictFile(model, path, options);
      nuclei += done.nuclei;
      images++;
      warnings.push(...done.warnings.map((warning) => `${path}: ${warning}`));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed.push({ path, message: error.message });
      if (!options.skipBroken) break;
    }
    bar.update(images + failed.length, files.length);
  }
  bar.stop();
  model.dispose();
  warnings.forEach((warning) => note(`karyon: ${warning}`));
  failed.forEach(({ message }) => note(`karyon: ${message}`));
  const seconds = (performance.now() - start) / 1000;
  print(options, { images, nuclei, warnings, failed, seconds }, [
    `${images} of ${files.length} images, ${nuclei} nuclei, in ${options.out} after ${
      seconds.toFixed(1)
    } s.`,
  ]);
  if (failed.length > 0 && !options.skipBroken) {
    throw new InputError(
      "Stopped at the first image that cannot be read; --skip-broken goes on with the others",
    );
  }
  if (images === 0) throw new InputError("None of the images could be read");
}

/** Adds `karyon predict`. */
export function addPredict(program: Command): void {
  program.command("predict <file|dir...>")
    .description("find nuclei: masks, labels, overlays and tables for images")
    .requiredOption("--out <dir>", "where the results go")
    .option("--model <name|dir>", "a name in models/, or a folder", "karyon-small")
    .option(
      "--min-area <pixels>",
      "smaller pieces are no nuclei",
      wholeNumber("--min-area", 1),
      1,
    )
    .addHelpText("after", COLUMN_HELP)
    .option("--skip-broken", "report images that cannot be read and go on")
    .addOption(engineOption())
    .addOption(precisionOption())
    .option("--json", "print one JSON object")
    .action(run);
}
