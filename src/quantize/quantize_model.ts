import { basename } from "node:path";
import {
  type Card,
  loadModel,
  readStoredModel,
  type WeightType,
  writeModel,
} from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import type { Dataset } from "../dataset/mod.ts";
import { evaluate, findProtocol } from "../evaluation/mod.ts";
import { quantizeFloat16 } from "./float16.ts";

/** The types that weights can be stored in. */
export const weightTypes = ["float16"] as const satisfies readonly WeightType[];

/** What to shrink, and on what to measure the cost. */
export interface QuantizeOptions {
  /** A name in `models/`, or a folder. */
  readonly model: string;
  readonly to: typeof weightTypes[number];
  /** The new model's folder; its last part becomes the model's name. */
  readonly out: string;
  /** Both models are scored on its test images. */
  readonly dataset: Dataset;
  /** All of its test images where left out. */
  readonly ids?: readonly string[];
  readonly onProgress?: OnProgress;
}

/** What it came to. */
export interface Quantized {
  readonly bytes_before: number;
  readonly bytes_after: number;
  readonly mean_iou_before: number;
  readonly mean_iou_after: number;
  readonly images: number;
}

/**
 * Writes a model anew with smaller weights, scores both, and says on the new
 * card what it cost.
 *
 * @throws {InputError} if the new folder holds a model already, or the model
 *   cannot be shrunk
 */
export async function quantizeModel(options: QuantizeOptions): Promise<Quantized> {
  const { model, to, out, dataset, ids = dataset.test.ids, onProgress } = options;
  if (await Deno.stat(`${out}/model.json`).then(() => true, () => false)) {
    throw new InputError("Expected a new folder but found a model", { path: out });
  }
  const { artifacts: full, card, history } = await readStoredModel(model);
  const artifacts = quantizeFloat16(full);

  const score = async (nameOrPath: string, done: number) => {
    const loaded = await loadModel(nameOrPath);
    try {
      const { scores } = await evaluate({
        model: loaded,
        set: dataset.test,
        ids,
        protocol: findProtocol("case-study"),
        onProgress: (n, total) => onProgress?.(done + n, 2 * total),
      });
      return scores.mean_iou;
    } finally {
      loaded.dispose();
    }
  };
  // Scores of the weights as they were, which these no longer are.
  const { evaluations: _old, ...kept } = card;
  const smaller: Card = { ...kept, name: basename(out), weights: { type: to, bytes: 0 } };
  const measured = {
    metric: "mean_iou",
    definition:
      "two-class IoU at the input size, threshold of the card, mean over images",
    split: `test of ${dataset.name}, ${(await dataset.checksum()).slice(0, 12)}`,
    n: ids.length,
  };
  const before = await score(model, 0);
  // Written beside, scored as a reader will load it, and renamed with its score.
  const beside = `${out}.part`;
  await Deno.remove(beside, { recursive: true }).catch(() => {});
  try {
    await writeModel(beside, { artifacts, card: smaller, history });
    const after = await score(beside, ids.length);
    const metrics = [
      ...card.metrics.map((row) => ({ weights: card.weights.type, ...row })),
      { weights: card.weights.type, ...measured, value: before },
      { weights: to, ...measured, value: after },
    ];
    await writeModel(beside, { artifacts, card: { ...smaller, metrics }, history });
    await Deno.rename(beside, out);
    return {
      bytes_before: card.weights.bytes,
      bytes_after: (artifacts.weightData as ArrayBuffer).byteLength,
      mean_iou_before: before,
      mean_iou_after: after,
      images: ids.length,
    };
  } catch (error) {
    await Deno.remove(beside, { recursive: true }).catch(() => {});
    throw error;
  }
}
