import {
  loadModel,
  readStoredModel,
  type WeightType,
  writeModel,
} from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import type { SampleSet } from "../dataset/mod.ts";
import { evaluate, findProtocol } from "../evaluation/mod.ts";
import { quantizeFloat16 } from "./float16.ts";

/** The types that weights can be stored in. */
export const weightTypes = ["float16"] as const satisfies readonly WeightType[];

/** What to shrink, and on what to measure the cost. */
export interface QuantizeOptions {
  /** A name in `models/`, or a folder. */
  readonly model: string;
  readonly to: typeof weightTypes[number];
  /** The new model's folder. */
  readonly out: string;
  /** Images with masks; both models are scored on them. */
  readonly set: SampleSet;
  /** All of the set where left out. */
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
  const { model, to, out, set, ids = set.ids, onProgress } = options;
  if (await Deno.stat(`${out}/model.json`).then(() => true, () => false)) {
    throw new InputError("Expected a new folder but found a model", { path: out });
  }
  const stored = await readStoredModel(model);
  const artifacts = quantizeFloat16(stored.artifacts);

  const score = async (nameOrPath: string, done: number) => {
    const loaded = await loadModel(nameOrPath);
    try {
      const { scores } = await evaluate({
        model: loaded,
        set,
        ids,
        protocol: findProtocol("case-study"),
        onProgress: (n, total) => onProgress?.(done + n, 2 * total),
      });
      return scores.mean_iou;
    } finally {
      loaded.dispose();
    }
  };
  const before = await score(model, 0);
  const card = { ...stored.card, weights: { type: to, bytes: 0 } };
  // Scored as a reader will load it, from its files.
  await writeModel(out, { artifacts, card, history: stored.history });
  const after = await score(out, ids.length);
  const measured = {
    metric: "mean_iou",
    definition: "two-class IoU at 256 x 256, mean over images",
    split: `${set.name} of the data set given to quantize`,
    n: ids.length,
  };
  await writeModel(out, {
    artifacts,
    history: stored.history,
    card: {
      ...card,
      metrics: [
        ...card.metrics,
        { ...measured, weights: stored.card.weights.type, value: before },
        { ...measured, weights: to, value: after },
      ],
    },
  });
  return {
    bytes_before: stored.card.weights.bytes,
    bytes_after: (artifacts.weightData as ArrayBuffer).byteLength,
    mean_iou_before: before,
    mean_iou_after: after,
    images: ids.length,
  };
}
