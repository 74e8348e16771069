import { basename } from "node:path";
import {
  type Card,
  type CardQuantization,
  loadModel,
  readStoredModel,
  type WeightType,
  writeModel,
} from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import { type Dataset, heldOutSplit } from "../dataset/mod.ts";
import { evaluate, findProtocol } from "../evaluation/mod.ts";
import { type Activations, integerGraph } from "./integer_graph.ts";
import { quantizeWeights } from "./quantize_weights.ts";

/** The types that weights can be stored in, and `int8`, which is computed as well. */
export const weightTypes = [
  "float16",
  "uint16",
  "uint8",
  "int8",
] as const satisfies readonly WeightType[];

/** How much of the Mean IoU each type may cost before a model is refused. */
export const LOSS_BOUNDS = {
  float16: 0.0005,
  uint16: 0.0005,
  uint8: 0.005,
  int8: 0.01,
} as const satisfies Record<typeof weightTypes[number], number>;

/** What to shrink, and on what to measure the cost. */
export interface QuantizeOptions {
  /** A name in `models/`, or a folder. */
  readonly model: string;
  readonly to: typeof weightTypes[number];
  /** The new model's folder; its last part becomes the model's name. */
  readonly out: string;
  /**
   * Both models are scored on its validation images, as `heldOutSplit()` has them;
   * `int8` looks at some of its training images first.
   */
  readonly dataset: Dataset;
  /** Some of the validation images. All where left out. */
  readonly ids?: readonly string[];
  /** Mean IoU that may be lost. Default: see {@linkcode LOSS_BOUNDS}. */
  readonly bound?: number;
  /** Writes the model even where it loses more. Default false. */
  readonly acceptLoss?: boolean;
  /** A scale for each channel of a convolution, for uint16 and uint8. Default false. */
  readonly perChannel?: boolean;
  /** Names of weights that stay float32, such as `nucleus/kernel`. */
  readonly keep?: readonly string[];
  /** For `int8`: whether ranges are known before or found for each image. Default `static`. */
  readonly activations?: Activations;
  readonly onProgress?: OnProgress;
}

/** What it came to; Mean IoU and average precision by the protocol `case-study`. */
export interface Quantized {
  readonly bytes_before: number;
  /** Of what is computed from: for `int8` of `model.onnx`. */
  readonly bytes_after: number;
  readonly mean_iou_before: number;
  readonly mean_iou_after: number;
  readonly average_precision_before: number;
  readonly average_precision_after: number;
  /** How many images were scored, and which. */
  readonly images: number;
  readonly split: string;
  /** What Mean IoU might have lost. */
  readonly bound: number;
}

const PROTOCOL = findProtocol("case-study");

/** @throws {InputError} if there is a model already, or what is asked for makes no sense */
async function checkOptions(
  { to, out, bound, perChannel, activations }: QuantizeOptions,
) {
  if (await Deno.stat(`${out}/model.json`).then(() => true, () => false)) {
    throw new InputError("Expected a new folder but found a model", { path: out });
  }
  if (bound !== undefined && !(bound >= 0)) {
    throw new InputError(`Expected a bound of at least 0 but found ${bound}`);
  }
  if (activations !== undefined && to !== "int8") {
    throw new InputError(`Expected activations for int8 alone but found them for ${to}`);
  }
  if (perChannel && to === "float16") {
    throw new InputError(
      "Expected a scale a channel for uint16 or uint8: float16 has none",
    );
  }
}

/**
 * Writes a model anew with smaller weights, scores both, and says on the new card what
 * it cost.
 *
 * `float16`, `uint16` and `uint8` are how weights are stored: TensorFlow.js's stock
 * loader reads them, and every engine computes in float32. `int8` is computed in 8 bit
 * by ONNX Runtime from a file `model.onnx`; beside it lie the weights as uint8, for
 * readers that have TensorFlow.js alone.
 *
 * @throws {InputError} if the new folder holds a model already, the model cannot be
 *   shrunk, or it loses more than the bound; then nothing is written
 */
export async function quantizeModel(options: QuantizeOptions): Promise<Quantized> {
  await checkOptions(options);
  const { model, to, out, dataset, onProgress } = options;
  const { perChannel = false, keep = [], activations = "static" } = options;
  const { artifacts: full, card, history } = await readStoredModel(model);
  if (card.weights.type === "int8") {
    throw new InputError("Expected a model that is not in 8 bit yet but found int8", {
      path: model,
    });
  }
  const { validation } = heldOutSplit(dataset);
  const { ids = validation.ids, bound = LOSS_BOUNDS[to] } = options;
  const artifacts = quantizeWeights(full, {
    type: to === "int8" ? "uint8" : to,
    perChannel,
    keep,
  });

  const score = async (nameOrPath: string, done: number) => {
    const loaded = await loadModel(nameOrPath);
    try {
      const { scores } = await evaluate({
        model: loaded,
        set: validation.set,
        ids,
        protocol: PROTOCOL,
        onProgress: (n) => onProgress?.(done + n, 2 * ids.length),
      });
      return scores;
    } finally {
      loaded.dispose();
    }
  };
  const graph = to === "int8"
    ? await integerGraph({ model, dataset, activations, keep })
    : undefined;
  const before = await score(model, 0);
  // Scores and splits of the weights as they were, which these no longer are.
  const { evaluations: _old, ...kept } = card;
  const quantization: CardQuantization = {
    from: card.weights.type,
    per_channel: perChannel || graph !== undefined,
    kept: [...keep],
    ...graph?.facts,
  };
  const smaller: Card = {
    ...kept,
    name: basename(out),
    weights: { type: to, bytes: 0 },
    quantization,
  };
  const measured = {
    definition: "protocol case-study, mean over images",
    split: `held-out validation of ${dataset.name}, ${
      (await dataset.checksum()).slice(0, 12)
    }`,
    n: ids.length,
  };
  // Written beside, scored as a reader will load it, and renamed with its score.
  const beside = `${out}.part`;
  await Deno.remove(beside, { recursive: true }).catch(() => {});
  const integers = graph?.bytes;
  try {
    await writeModel(beside, { artifacts, card: smaller, history, integers });
    const after = await score(beside, ids.length);
    const lost = before.mean_iou - after.mean_iou;
    if (lost > bound && !options.acceptLoss) {
      throw new InputError(
        `Expected ${to} to lose at most ${bound} of the Mean IoU on ${ids.length} ` +
          `validation images but found a loss of ${lost.toFixed(5)}: keep some weights ` +
          `as they are, choose another type, or accept the loss`,
        { path: model },
      );
    }
    const rows = (["mean_iou", "average_precision"] as const).flatMap((metric) => [
      { weights: card.weights.type, metric, ...measured, value: before[metric] },
      { weights: to, metric, ...measured, value: after[metric] },
    ]);
    const metrics = [
      ...card.metrics.map((row) => ({ weights: card.weights.type, ...row })),
      ...rows,
    ];
    await writeModel(beside, {
      artifacts,
      card: { ...smaller, metrics },
      history,
      integers,
    });
    await Deno.rename(beside, out);
    return {
      bytes_before: card.weights.bytes,
      bytes_after: integers?.length ?? (artifacts.weightData as ArrayBuffer).byteLength,
      mean_iou_before: before.mean_iou,
      mean_iou_after: after.mean_iou,
      average_precision_before: before.average_precision,
      average_precision_after: after.average_precision,
      images: ids.length,
      split: measured.split,
      bound,
    };
  } catch (error) {
    await Deno.remove(beside, { recursive: true }).catch(() => {});
    throw error;
  }
}
