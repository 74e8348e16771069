import * as tf from "@tensorflow/tfjs";
import {
  binarize,
  confusion,
  findArchitecture,
  InputError,
  learningRateAt,
  meanIoU,
  type PreparedSample,
  type Recipe,
} from "#karyon";
import { openFeed } from "../../src/training/feed.ts";
import { ARCHITECTURE, type QualityJob, readQualityData } from "./time_to_quality_job.ts";

/** What PyTorch is told beside the numbers, which are in files of their own. */
export interface PeerPlan extends Pick<QualityJob, "target" | "precision" | "threads"> {
  /** Pixels along each side of an image. */
  readonly size: number;
  readonly batch_size: number;
  readonly loss: Recipe["loss"];
  readonly weight_average: number | null;
  /** Of every step of the training. */
  readonly learning_rates: readonly number[];
  /** How many images each batch of each epoch has. */
  readonly batches: readonly (readonly number[])[];
  readonly validation: number;
  /** The network's first weights, in the order of their file. */
  readonly weights: readonly { readonly name: string; readonly shape: number[] }[];
  /** What comes out if each validation mask is taken for a prediction of the next one. */
  readonly neighbours_mean_iou: number;
}

/**
 * Turns an image by half a turn: the order of its pixels reversed.
 *
 * Where a 3 x 3 convolution of stride 2 halves a map, TensorFlow pads it at the
 * bottom and at the right, PyTorch (where it is to be fast) at all sides, which comes
 * to top and left. Kernels and images turned, both compute the same.
 */
export function turnHalf<T extends Float32Array | Uint8Array>(
  pixels: T,
  channels: number,
): T {
  const turned = pixels.slice() as T;
  const last = pixels.length - channels;
  for (let at = 0; at <= last; at += channels) {
    for (let c = 0; c < channels; c++) turned[last - at + c] = pixels[at + c]!;
  }
  return turned;
}

/** Values in 0..1 in 8 bits, rounded. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 * values[i]!;
  return new Uint8Array(bytes.buffer);
}

const bytesOf = (values: Float32Array) =>
  new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);

/** The Mean IoU of masks that are compared with the next one, the last with the first. */
export function neighboursMeanIoU(masks: readonly Uint8Array[]): number {
  const next = (i: number) => masks[(i + 1) % masks.length]!;
  return meanIoU(masks.map((mask, i) => confusion(next(i), binarize(mask))));
}

/** Writes what each epoch of a training gets, image by image; returns the batches. */
async function writeEpochs(
  { recipe, seed }: QualityJob,
  sources: Awaited<ReturnType<typeof readQualityData>>["train"],
  folder: string,
): Promise<number[][]> {
  const feed = openFeed(sources, recipe, seed);
  const all: number[][] = [];
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const sizes: number[] = [];
    for await (const { images, masks, truth, weights } of feed.epoch(epoch)) {
      const values = await images.data() as Float32Array;
      tf.dispose([images, masks, ...(weights ? [weights] : [])]);
      const area = values.length / truth.length;
      const path = `${folder}/epoch-${epoch}.u8`;
      for (let i = 0; i < truth.length; i++) {
        const image = toBytes(values.subarray(i * area, (i + 1) * area));
        await Deno.writeFile(path, turnHalf(image, 3), { append: true });
      }
      for (const mask of truth) {
        await Deno.writeFile(path, turnHalf(mask, 1), { append: true });
      }
      sizes.push(truth.length);
    }
    all.push(sizes);
  }
  await feed.close();
  return all;
}

/** Writes the validation images, and what the untrained network says of the first. */
async function writeValidation(
  model: tf.LayersModel,
  samples: readonly PreparedSample[],
  folder: string,
): Promise<void> {
  const floats = samples.map(({ pixels }) => Float32Array.from(pixels, (v) => v / 65535));
  const masks = samples.map(({ mask }) => turnHalf(Uint8Array.from(mask), 1));
  await Deno.writeFile(
    `${folder}/validation_images.f32`,
    new Blob(floats.map((one) => bytesOf(turnHalf(one, 3)))).stream(),
  );
  await Deno.writeFile(
    `${folder}/validation_masks.u8`,
    new Blob(masks as Uint8Array<ArrayBuffer>[]).stream(),
  );
  const size = Math.sqrt(masks[0]!.length);
  const first = tf.tidy(() =>
    model.predict(tf.tensor4d(floats[0]!, [1, size, size, 3])) as tf.Tensor
  );
  const probabilities = turnHalf(await first.data() as Float32Array, 1);
  first.dispose();
  await Deno.writeFile(`${folder}/probabilities.f32`, bytesOf(probabilities));
}

/**
 * Writes a training for `peers/time_to_quality.py`: the first weights, the images of
 * all epochs as they were varied, in 8 bits, and what to compare with.
 *
 * @throws {InputError} if the recipe varies nothing
 */
export async function writeForPeer(job: QualityJob, folder: string): Promise<void> {
  const { recipe } = job;
  if (!recipe.augmentation) {
    throw new InputError(
      `Expected the recipe ${recipe.name} to have an augmentation but found none`,
    );
  }
  const { train, validation } = await readQualityData(job);
  const model = findArchitecture(ARCHITECTURE).build({ seed: job.seed });
  await writeValidation(model, validation, folder);
  const values = await Promise.all(model.getWeights().map((one) => one.data()));
  const weights = model.weights.map(({ originalName, shape }) => (
    { name: originalName, shape: shape as number[] }
  ));
  await Deno.writeFile(
    `${folder}/weights.f32`,
    new Blob(values.map((one) => bytesOf(one as Float32Array))).stream(),
  );
  const batches = await writeEpochs(job, train, folder);
  const steps = recipe.epochs * Math.ceil(train.length / recipe.batchSize);
  const { schedule, learningRate } = recipe;
  const plan: PeerPlan = {
    target: job.target,
    precision: job.precision,
    threads: job.threads,
    size: recipe.input.size,
    batch_size: recipe.batchSize,
    loss: recipe.loss,
    weight_average: recipe.weightAverage ?? null,
    learning_rates: batches.flat().map((_, step) =>
      schedule ? learningRateAt(schedule, learningRate, step, steps) : learningRate
    ),
    batches,
    validation: validation.length,
    weights,
    neighbours_mean_iou: neighboursMeanIoU(validation.map(({ mask }) => mask)),
  };
  await Deno.writeTextFile(`${folder}/plan.json`, JSON.stringify(plan));
}
