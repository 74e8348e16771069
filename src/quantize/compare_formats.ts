import * as tf from "@tensorflow/tfjs";
import type { StoredModel } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import { type Dataset, readSamples, type SampleSet } from "../dataset/mod.ts";
import { type Engine, enginePrecision, useEngine } from "../engine/mod.ts";
import { evaluate, findProtocol, modelSegmenter } from "../evaluation/mod.ts";
import { prepareImage } from "../images/mod.ts";
import {
  type Format,
  type FormatName,
  formats,
  type OpenFormat,
  openFormat,
} from "./formats.ts";
import { timeModels } from "./time_models.ts";

/** What a format of a model comes to; scores by the protocol `case-study`. */
export type FormatRow = {
  readonly model: string;
  readonly format: FormatName;
  readonly stored: string;
  readonly computed: string;
  /** What computed it, in words: version, instruction set, threads. */
  readonly engine: string;
  /** 10^6 bytes. */
  readonly megabytes: number;
  readonly images: number;
  readonly mean_iou: number;
  readonly average_precision: number;
  /** Share of the pixels at the input size on the other side of 0.5 than in float32. */
  readonly changed: number;
  /** The network alone at its input size, the median. */
  readonly ms_per_image: number;
  /** Of that time to float32's on the same engine, measured in turns. */
  readonly time_ratio: number;
};

/** What to compare, and on what. */
export interface CompareFormatsOptions {
  readonly model: StoredModel;
  /** Its training images show the ranges for `int8`. */
  readonly dataset: Dataset;
  /** What is scored. Default: the data set's test images. */
  readonly set?: SampleSet;
  readonly ids?: readonly string[];
  /** Default: all that the engine has. */
  readonly names?: readonly FormatName[];
  /** So many of the set's images are timed, whatever is scored. Default 20. */
  readonly timed?: number;
  readonly onProgress?: OnProgress;
}

/** Formats that are computed in the same place, in turns; float32 is the first. */
type Group = readonly [Format, ...Format[]];

const FLOAT32 = formats[0];

/** What can be computed here, by what computes it. */
function groupsOf(
  names: readonly FormatName[] | undefined,
  hasBfloat16: boolean,
): Group[] {
  const wanted = formats.filter(({ name, computed }) =>
    names ? names.includes(name) : computed !== "bfloat16" || hasBfloat16
  );
  const on = (keep: (format: Format) => boolean): Format[] => wanted.filter(keep);
  const plain = on(({ by, computed }) => by === "engine" && computed === "float32");
  const onnx = on(({ by }) => by === "ONNX Runtime");
  const first = (those: Format[], reference: Format): Group[] =>
    those.length === 0
      ? []
      : [[reference, ...those.filter(({ name }) => name !== reference.name)]];
  return [
    ...first(plain, FLOAT32),
    ...first(onnx, formats.find(({ name }) => name === "float32, ONNX")!),
    ...on(({ computed }) => computed === "bfloat16").map((format): Group => [format]),
  ];
}

/** Scores a model, and keeps the masks that were scored. */
async function scoreAndKeep(
  { model }: OpenFormat,
  set: SampleSet,
  ids: readonly string[],
  onImage: () => void,
) {
  const segmenter = modelSegmenter(model);
  const masks: Uint8Array[] = [];
  const { scores } = await evaluate({
    segmenter: {
      ...segmenter,
      segmentSquare: async (image) => {
        const square = await segmenter.segmentSquare!(image);
        masks.push(square.mask);
        return square;
      },
    },
    set,
    ids,
    protocol: findProtocol("case-study"),
    onProgress: onImage,
  });
  return { scores, masks };
}

function changedShare(
  masks: readonly Uint8Array[],
  before: readonly Uint8Array[],
): number {
  let changed = 0, pixels = 0;
  masks.forEach((mask, i) => {
    pixels += mask.length;
    for (let at = 0; at < mask.length; at++) if (mask[at] !== before[i]![at]) changed++;
  });
  return changed / pixels;
}

async function timeFloat32(
  stored: StoredModel,
  dataset: Dataset,
  inputs: readonly Float32Array[],
): Promise<number> {
  const { model } = await openFormat(stored, FLOAT32, dataset);
  const [time] = await timeModels([model], inputs);
  model.dispose();
  return time!;
}

/** The first images, as the network sees them. */
async function inputsOf(
  { model, set, ids }: { model: StoredModel; set: SampleSet; ids: readonly string[] },
): Promise<Float32Array[]> {
  const inputs: Float32Array[] = [];
  for await (const { image } of readSamples(set, ids)) {
    inputs.push(prepareImage(image, model.card.input));
  }
  return inputs;
}

/**
 * Scores and times a model in every format: how many bytes, how good, how fast.
 *
 * Formats that the same engine computes are timed in turns, image by image, so that
 * what else the machine does meets all of them; bfloat16, for which the engine `native`
 * changes its precision, after a float32 of its own. The engine is as it was afterwards.
 *
 * @throws {InputError} if the model is computed in 8 bit already, or there is no image
 */
export async function compareFormats(
  options: CompareFormatsOptions,
): Promise<FormatRow[]> {
  const { model: { card, path }, dataset, set = dataset.test, ids = set.ids } = options;
  if (card.weights.type === "int8" || ids.length === 0) {
    throw new InputError(
      ids.length === 0
        ? `Expected images in ${set.name} but found none`
        : `Expected a model that is computed in float32 but found int8`,
      { path },
    );
  }
  const before = enginePrecision();
  const engine = await useEngine(tf.getBackend(), { precision: "float32" });
  try {
    return await compareOn(engine, options);
  } finally {
    await useEngine(engine.name, { precision: before });
  }
}

/** Compares on an engine that computes in float32, and may end in another precision. */
async function compareOn(
  engine: Engine,
  options: CompareFormatsOptions,
): Promise<FormatRow[]> {
  const { model, dataset, set = dataset.test, timed = 20, onProgress } = options;
  const { ids = set.ids } = options;
  const groups = groupsOf(options.names, engine.name === "native");
  const total = groups.flat().length * ids.length;
  const inputs = await inputsOf({ model, set, ids: set.ids.slice(0, timed) });
  const rows: FormatRow[] = [];
  let done = 0, reference: readonly Uint8Array[] | undefined, float32 = NaN;
  for (const group of groups) {
    const isHalf = group[0].computed === "bfloat16";
    let { words } = engine;
    if (isHalf) {
      // Two precisions cannot be in use at once, and so cannot take turns.
      float32 = await timeFloat32(model, dataset, inputs);
      words = (await useEngine(engine.name, { precision: "bf16" })).words;
    }
    const opened: OpenFormat[] = [];
    try {
      for (const format of group) opened.push(await openFormat(model, format, dataset));
      const scored: Awaited<ReturnType<typeof scoreAndKeep>>[] = [];
      for (const one of opened) {
        const result = await scoreAndKeep(
          one,
          set,
          ids,
          () => onProgress?.(++done, total, one.format.name),
        );
        reference ??= result.masks;
        scored.push(result);
      }
      const times = await timeModels(opened.map(({ model }) => model), inputs);
      if (!isHalf) float32 = times[0]!;
      opened.forEach(({ format, bytes, model: { computedBy } }, i) => {
        const { scores, masks } = scored[i]!;
        rows.push({
          model: model.card.name,
          format: format.name as FormatName,
          stored: format.stored,
          computed: format.computed,
          engine: computedBy ?? words,
          megabytes: bytes / 1e6,
          images: ids.length,
          mean_iou: scores.mean_iou,
          average_precision: scores.average_precision,
          changed: changedShare(masks, reference!),
          ms_per_image: times[i]!,
          time_ratio: times[i]! / float32,
        });
      });
    } finally {
      for (const { model } of opened) model.dispose();
    }
  }
  return rows;
}
