/** One image of a `karyon predict`: found, measured, written. */
import { resolve } from "node:path";
import {
  type DecodedFile,
  measureNuclei,
  type Model,
  predictNuclei,
  type PredictOptions,
  summarizeNuclei,
} from "../mod.ts";
import { type Format, writeFormat } from "./predict_formats.ts";
import { writePictures } from "./predict_pictures.ts";
import type { ImageRecord, WrittenFile } from "./predict_state.ts";
import type { Task } from "./predict_run.ts";

/** What holds for all images of a run. */
export interface PredictSettings {
  readonly out: string;
  readonly formats: readonly Format[];
  /** What the model is told; what is left out, its card says. */
  readonly prediction: Pick<PredictOptions, "threshold" | "minArea" | "augment" | "tile">;
  /** Images of more pixels are done in parts, where the model can. */
  readonly whole: number;
  /** Micrometres a pixel. */
  readonly pixelSize?: number;
  /** A checksum of all that changes results. */
  readonly settings: string;
}

/** What a record says of the image and of how it was done, whatever was found. */
export function beginRecord(
  model: Model,
  { path, name, stamp }: Task,
  { formats, settings }: PredictSettings,
) {
  return {
    name,
    source: resolve(path),
    stamp,
    settings,
    model: model.card.name,
    formats: [...formats],
  };
}

/** Finds an image's nuclei and writes all that was asked for. */
export async function predictImage(
  model: Model,
  task: Task,
  { image, report }: DecodedFile,
  settings: PredictSettings,
  signal: AbortSignal,
): Promise<ImageRecord> {
  const { out, formats, prediction, pixelSize } = settings;
  const { name } = task;
  const { width, height } = image;
  const { mask, labels, count } = await predictNuclei(model, image, {
    ...prediction,
    signal,
  });
  const scale = pixelSize === undefined ? {} : { pixelSize };
  const rows = measureNuclei(labels, image, scale);
  const found = { out, name, image, mask, labels, rows, ...scale };
  const written = formats.map(async (format) =>
    [format, await writeFormat(format, found)] as const
  );
  const files: Record<string, WrittenFile> = Object.fromEntries(
    await Promise.all(written),
  );
  const pictures = await writePictures(found, files["overlay"]);
  return {
    ...beginRecord(model, task, settings),
    warnings: [...report.warnings],
    width,
    height,
    nuclei: count,
    summary: summarizeNuclei(rows, { width, height, ...scale }),
    files,
    pictures,
  };
}
