import { artifactsOf, createImage, useEngine, writeModel, writePng } from "#karyon";
import { predictFiles } from "../../src/cli/predict_files.ts";
import type { PredictCommandOptions } from "../../src/cli/predict_options.ts";
import type { ImageRecord } from "../../src/cli/predict_state.ts";
import { brightnessNetwork, CARD } from "../support/tiny_model.ts";

/** A model's folder: bright is nucleus, pixel by pixel, at the image's own size. */
export async function writeBrightnessModel(path: string): Promise<void> {
  await useEngine("cpu");
  const network = brightnessNetwork();
  const input = { ...CARD.input, fit: "native" as const };
  await writeModel(path, {
    artifacts: await artifactsOf(network),
    card: { ...CARD, input },
    history: [],
  });
  network.dispose();
}

/** A black image of 6 x 4 pixels with white squares of 2 x 2 at these columns. */
export async function writeSquares(
  path: string,
  columns: readonly number[],
): Promise<void> {
  const image = createImage(6, 4, 1);
  for (const column of columns) {
    for (const at of [6, 7, 12, 13]) image.data[at + column] = 255;
  }
  await writePng(path, image);
}

/** Predicts with that model, in this process. */
export function predictIn(
  folder: string,
  paths: readonly string[],
  options: Partial<PredictCommandOptions> = {},
) {
  return predictFiles(paths.map((path) => `${folder}/${path}`), {
    model: `${folder}/model`,
    out: `${folder}/out`,
    formats: ["mask", "csv"],
    engine: "cpu",
    megapixels: 16,
    ...options,
  });
}

/** A record of an image with one file, `<name>.csv` of 3 bytes, and three pictures. */
export function recordOf(name: string): ImageRecord {
  const file = (path: string) => ({ path, bytes: 3 });
  return {
    name,
    source: `/in/${name}.png`,
    stamp: "1 2",
    settings: "s",
    model: "tiny",
    formats: ["csv"],
    warnings: [],
    width: 6,
    height: 4,
    nuclei: 2,
    summary: {
      nuclei: 2,
      nuclei_at_edge: 0,
      coverage: 0.25,
      mean_area: 3,
      sd_area: null,
    },
    files: { csv: file(`${name}.csv`) },
    pictures: {
      thumbnail: file(`${name}.t.jpg`),
      image: file(`${name}.i.jpg`),
      overlay: file(`${name}.o.jpg`),
    },
  };
}
