/** One image too large to be held whole: read, predicted and written in parts. */
import { dirname, join } from "node:path";
import sharp from "sharp";
import {
  blameCard,
  drawNuclei,
  encodeCsv,
  type Model,
  nucleusColumns,
  type NucleusRow,
  type OnProgress,
  segmentFile,
  splittingOf,
  summarizeNuclei,
  writeBeside,
  writePng,
} from "../mod.ts";
import { type Format, writtenFile } from "./predict_formats.ts";
import { beginRecord, type PredictSettings } from "./predict_image.ts";
import { writePictures } from "./predict_pictures.ts";
import { openPreview } from "./predict_preview.ts";
import type { ImageRecord, WrittenFile } from "./predict_state.ts";
import type { Task } from "./predict_run.ts";

/** Whatever its size: it is not decoded whole. */
const ANY_SIZE = { limitInputPixels: false, unlimited: true, sequentialRead: true };

/** Formats that would need all of a large image's nuclei at once. */
const LEFT_OUT: readonly Format[] = ["geojson", "rois", "rle"];

/** An image's pixels by its file's head; 0 where that cannot be read. */
export async function countPixels(path: string): Promise<number> {
  const metadata = await sharp(path, ANY_SIZE).metadata().catch(() => undefined);
  return metadata ? metadata.width * metadata.height : 0;
}

/** What a person should know of results that differ from those of other images. */
function describeParts(name: string, formats: readonly Format[]): string {
  const left = formats.filter((format) => LEFT_OUT.includes(format));
  return `A large image, done in parts: its labels are in ${name}.labels.tif` +
    (formats.includes("overlay") ? ", its overlay is smaller than the image" : "") +
    (left.length > 0 ? `, ${left.join(", ")} left out` : "") + ".";
}

/** Writes the mask of a label image, neither of them ever whole in memory. */
async function writeLargeMask(path: string, labels: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await sharp(labels, ANY_SIZE).threshold(1, { grayscale: false })
      .toColourspace("b-w").png().toFile(part);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

/**
 * Finds the nuclei of a large image and writes what can be written of it: the table,
 * labels as TIFF, the mask, a smaller overlay.
 *
 * @param model one that takes images at their own size
 */
export async function predictLarge(
  model: Model,
  task: Task,
  settings: PredictSettings,
  { signal, onProgress }: {
    readonly signal: AbortSignal;
    readonly onProgress?: OnProgress;
  },
): Promise<ImageRecord> {
  const { out, formats, prediction, pixelSize } = settings;
  const { path, name } = task;
  const at = (ending: string) => join(out, `${name}.${ending}`);
  await Deno.mkdir(dirname(at("csv")), { recursive: true });
  const { augment, tile, threshold, minArea } = prediction;
  const scale = pixelSize === undefined ? {} : { pixelSize };
  const preview = await openPreview(path);
  const rows: NucleusRow[] = [];
  const { width, height, channels, count } = await segmentFile(model, path, {
    ...(augment ? { augment } : {}),
    ...(tile === undefined ? {} : { tile }),
    ...scale,
    splitting: blameCard(model, () => splittingOf(model.card, { threshold, minArea })),
    labels: at("labels.tif"),
    onNuclei: (part) => {
      for (const row of part.rows) rows.push(row);
      preview.paint(part);
    },
    signal,
    ...(onProgress ? { onProgress } : {}),
  });
  const files: Record<string, WrittenFile> = {};
  const keep = async (format: Format, ending: string) => {
    files[format] = await writtenFile(out, `${name}.${ending}`);
  };
  await keep("tiff", "labels.tif");
  if (formats.includes("mask")) {
    await writeLargeMask(at("mask.png"), at("labels.tif"));
    await keep("mask", "mask.png");
  }
  if (formats.includes("overlay")) {
    await writePng(at("overlay.png"), drawNuclei(preview.image, preview.labels));
    await keep("overlay", "overlay.png");
  }
  if (formats.includes("csv")) {
    const columns = nucleusColumns({ channels }, scale);
    await writeBeside(at("nuclei.csv"), encodeCsv(rows, columns));
    await keep("csv", "nuclei.csv");
  }
  const found = { out, name, image: preview.image, labels: preview.labels };
  return {
    ...beginRecord(model, task, settings),
    warnings: [describeParts(name, formats)],
    width,
    height,
    nuclei: count,
    summary: summarizeNuclei(rows, { width, height, ...scale }),
    files,
    pictures: await writePictures(found, files["overlay"]),
  };
}
