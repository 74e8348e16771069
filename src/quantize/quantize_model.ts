import { basename } from "node:path";
import {
  type Card,
  type CardQuantization,
  loadModel,
  readStoredModel,
  writeModel,
} from "../architectures/mod.ts";
import { InputError, type Row } from "../base/mod.ts";
import { type Dataset, heldOutSplit, type SampleSet } from "../dataset/mod.ts";
import { evaluate, exposureOf, findProtocol, type Scores } from "../evaluation/mod.ts";
import { integerGraph } from "./integer_graph.ts";
import {
  checkOptions,
  LOSS_BOUNDS,
  type Quantized,
  type QuantizeOptions,
} from "./quantize_options.ts";
import { quantizeWeights } from "./quantize_weights.ts";

/** Scores a model as a reader of its folder loads it. */
async function scoreFolder(
  nameOrPath: string,
  set: SampleSet,
  ids: readonly string[],
  onProgress: (done: number) => void,
): Promise<Scores> {
  const model = await loadModel(nameOrPath);
  const protocol = findProtocol("case-study");
  try {
    return (await evaluate({ model, set, ids, protocol, onProgress })).scores;
  } finally {
    model.dispose();
  }
}

/** Which images were scored, and what the model knew of them, for a reader. */
async function splitOf(dataset: Dataset, card: Card): Promise<string> {
  const checksum = await dataset.checksum();
  const exposure = exposureOf(card, { checksum, split: "validation" });
  return `held-out validation of ${dataset.name}, ${checksum.slice(0, 12)}, ${exposure}`;
}

/** What both rows of a card are about. */
const isSame = (one: Row, other: Row) =>
  ["weights", "metric", "definition", "split"].every((name) => one[name] === other[name]);

/** What of the scores stands on the card, of the weights before and after. */
function lossRows(
  scores: readonly (readonly [weights: string, Scores])[],
  split: string,
): Row[] {
  const definition = "protocol case-study, mean over images";
  return (["mean_iou", "average_precision"] as const).flatMap((metric) =>
    scores.map(([weights, { images: n, [metric]: value }]) => ({
      weights,
      metric,
      definition,
      split,
      n,
      value,
    }))
  );
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
  const { type: from } = card.weights;
  if (from === "int8") {
    throw new InputError("Expected a model that is computed in float32 but found int8", {
      path: model,
    });
  }
  const { validation: { set, ids: all } } = heldOutSplit(dataset);
  const { ids = all, bound = LOSS_BOUNDS[to] } = options;
  const type = to === "int8" ? "uint8" : to;
  const artifacts = quantizeWeights(full, { type, perChannel, keep });
  const graph = to === "int8"
    ? await integerGraph({ model, dataset, activations, keep })
    : undefined;
  const integers = graph?.bytes;
  const tell = (before: number) => (done: number) =>
    onProgress?.(before + done, 2 * ids.length);
  const before = await scoreFolder(model, set, ids, tell(0));
  const quantization: CardQuantization = {
    from,
    per_channel: perChannel || graph !== undefined,
    kept: [...keep],
    ...graph?.facts,
  };
  // Without the scores of the weights as they were, which these no longer are.
  const { evaluations: _old, ...kept } = card;
  const name = basename(out), weights = { type: to, bytes: 0 };
  const smaller: Card = { ...kept, name, weights, quantization };
  // Written beside, scored as a reader will load it, and renamed with its score.
  const beside = `${out.replace(/\/+$/, "")}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    await writeModel(beside, { artifacts, card: smaller, history, integers });
    const after = await scoreFolder(beside, set, ids, tell(ids.length));
    const lost = before.mean_iou - after.mean_iou;
    // Also where a score is no number.
    if (!(lost <= bound) && !options.acceptLoss) {
      throw new InputError(
        `Expected ${to} to lose at most ${bound} of the Mean IoU on ${ids.length} ` +
          `validation images but found a loss of ${lost.toFixed(5)}: keep some weights ` +
          `as they are, choose another type, or accept the loss`,
        { path: model },
      );
    }
    const split = await splitOf(dataset, card);
    const measured = lossRows([[from, before], [to, after]], split);
    const earlier = card.metrics.map((row) => ({ weights: from, ...row }))
      .filter((row) => !measured.some((now) => isSame(row, now)));
    const metrics = [...earlier, ...measured];
    const scored: Card = { ...smaller, metrics };
    await writeModel(beside, { artifacts, card: scored, history, integers });
    await Deno.rename(beside, out);
    return {
      bytes_before: card.weights.bytes,
      bytes_after: integers?.length ?? (artifacts.weightData as ArrayBuffer).byteLength,
      mean_iou_before: before.mean_iou,
      mean_iou_after: after.mean_iou,
      average_precision_before: before.average_precision,
      average_precision_after: after.average_precision,
      images: ids.length,
      split,
      bound,
    };
  } catch (error) {
    await Deno.remove(beside, { recursive: true }).catch(() => {});
    throw error;
  }
}
