/** What decides a prediction, in one checksum. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { INTEGER_FILE, readStoredModel, version } from "../mod.ts";
import type { PredictSettings } from "./predict_image.ts";
import type { PredictCommandOptions } from "./predict_options.ts";

/** The bytes of weights, which may come in several buffers. */
function buffersOf(data: ArrayBuffer | ArrayBuffer[] | undefined): ArrayBuffer[] {
  return data === undefined ? [] : Array.isArray(data) ? data : [data];
}

/**
 * The settings of a run, with a checksum of the model and of all that changes
 * results: where it differs, an image is done again. Formats are not part of it,
 * nor is the engine, as engines agree.
 *
 * @throws {InputError} if there is no such model
 */
export async function settingsOf(
  {
    model,
    out,
    megapixels,
    formats,
    threshold,
    minArea,
    augment,
    tile,
    pixelSize,
    precision,
  }: PredictCommandOptions,
): Promise<PredictSettings> {
  const { artifacts, card, path } = await readStoredModel(model);
  // What else stands in a card, such as scores, changes no prediction.
  const { metrics: _, evaluations: __, ...deciding } = card;
  const prediction = {
    ...(threshold === undefined ? {} : { threshold }),
    ...(minArea === undefined ? {} : { minArea }),
    ...(augment ? { augment } : {}),
    ...(tile === undefined ? {} : { tile }),
  };
  const whole = megapixels * 1e6;
  const scale = pixelSize === undefined ? {} : { pixelSize };
  const hash = createHash("sha256").update(
    JSON.stringify([
      version,
      artifacts.modelTopology,
      deciding,
      prediction,
      scale,
      precision ?? "float32",
      whole,
    ]),
  );
  for (const buffer of buffersOf(artifacts.weightData)) {
    hash.update(new Uint8Array(buffer));
  }
  if (card.weights.type === "int8") {
    // What computes is not what model.json holds. Without the file no image is done.
    hash.update(await Deno.readFile(join(path, INTEGER_FILE)).catch(() => ""));
  }
  return { out, formats, prediction, whole, ...scale, settings: hash.digest("hex") };
}
