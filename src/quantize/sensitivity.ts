import * as tf from "@tensorflow/tfjs";
import { InputError, type OnProgress } from "../base/mod.ts";
import { encodeWeight, type StoredType } from "./encode_weights.ts";
import { scaleChannels } from "./scale_channels.ts";
import { type PlainWeight, plainWeightsOf } from "./stored_weights.ts";

/** What to quantise, weight by weight, and what to look at meanwhile. */
export interface SensitivityOptions {
  readonly artifacts: tf.io.ModelArtifacts;
  /**
   * Prepared images, `[batch, height, width, 3]`, as the network takes them; not
   * disposed. A few that are not for testing suffice.
   */
  readonly images: readonly tf.Tensor4D[];
  readonly type: StoredType;
  /** As in {@linkcode quantizeWeights}. Default false. */
  readonly perChannel?: boolean;
  /** A probability above it is nucleus. Default 0.5. */
  readonly threshold?: number;
  readonly onProgress?: OnProgress;
}

/** What storing one weight in fewer bits did, all others left as they were. */
export interface WeightSensitivity {
  readonly [column: string]: string | number;
  /** Such as `bottleneck_a/kernel`, as `keep` of {@linkcode quantizeWeights} takes it. */
  readonly weight: string;
  /** How many numbers it holds. */
  readonly values: number;
  /** Mean absolute change of the probability of nucleus, over all pixels. */
  readonly mean_change: number;
  /** Share of pixels, 0..1, that changed between nucleus and background. */
  readonly changed_pixels: number;
  /** Compared with float32. */
  readonly saved_bytes: number;
}

/** The probability of nucleus: the first map of the first output. */
function probabilities(
  network: tf.LayersModel,
  images: readonly tf.Tensor4D[],
): Float32Array[] {
  return images.map((image) =>
    tf.tidy(() => {
      const map = [network.predict(image)].flat()[0]!;
      return tf.slice(map, [0, 0, 0, 0], [-1, -1, -1, 1]).dataSync<"float32">();
    })
  );
}

/** How far probabilities moved, and how many crossed the threshold. */
function compare(
  before: readonly Float32Array[],
  after: readonly Float32Array[],
  threshold: number,
): Pick<WeightSensitivity, "mean_change" | "changed_pixels"> {
  let sum = 0, changed = 0, pixels = 0;
  before.forEach((map, i) => {
    pixels += map.length;
    map.forEach((value, k) => {
      const now = after[i]![k]!;
      sum += Math.abs(now - value);
      if (now > threshold !== value > threshold) changed++;
    });
  });
  return { mean_change: sum / pixels, changed_pixels: changed / pixels };
}

/** Puts other numbers into one weight of a network. */
function swap(weight: tf.LayerVariable, values: Float32Array): void {
  const tensor = tf.tensor(values, weight.shape as number[]);
  weight.write(tensor);
  tensor.dispose();
}

/**
 * Quantises one weight at a time and measures how far the network's probabilities move.
 *
 * Measured are the weights of two dimensions and more: the others stay float32 anyway.
 * With `perChannel` all convolutions have their channels scaled before, which changes
 * nothing but rounding.
 *
 * @returns the most harmful first
 * @throws {InputError} if there is no image, or a weight cannot be stored in the type
 *
 * @example
 * ```ts
 * import { artifactsOf, buildUNet, measureSensitivity, useEngine } from "#karyon";
 * import * as tf from "@tensorflow/tfjs";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const rows = await measureSensitivity({
 *   artifacts: await artifactsOf(network),
 *   images: [tf.randomUniform([1, 16, 16, 3])],
 *   type: "uint8",
 * });
 * if (rows[0]!.mean_change < rows.at(-1)!.mean_change) throw new Error();
 * ```
 */
export async function measureSensitivity(
  options: SensitivityOptions,
): Promise<WeightSensitivity[]> {
  const { artifacts, images, type, perChannel, threshold = 0.5, onProgress } = options;
  if (images.length === 0) {
    throw new InputError("Expected at least one image but found none");
  }
  if (perChannel && type === "float16") {
    throw new InputError(
      "Expected uint8 or uint16 for a scale a channel: float16 has none",
    );
  }
  const { artifacts: even, factors } = perChannel
    ? scaleChannels(artifacts)
    : { artifacts, factors: [] };
  const measured = plainWeightsOf(even).filter(({ name, shape }) =>
    shape.length > 1 && !factors.includes(name)
  );
  const network = await tf.loadLayersModel(tf.io.fromMemory(even));
  try {
    const variables = new Map(
      network.weights.map((weight) => [weight.originalName, weight as tf.LayerVariable]),
    );
    const before = probabilities(network, images);
    const measure = (weight: PlainWeight): WeightSensitivity => {
      const entry = encodeWeight(weight, type);
      const [stored] = plainWeightsOf({
        weightSpecs: [entry.spec],
        weightData: entry.bytes,
      });
      const variable = variables.get(weight.name)!;
      swap(variable, stored!.values);
      const change = compare(before, probabilities(network, images), threshold);
      swap(variable, weight.values);
      return {
        // What it is called before its convolution is split in two.
        weight: weight.name.replace(/_unscaled\/kernel$/, "/kernel"),
        values: weight.values.length,
        ...change,
        saved_bytes: weight.values.byteLength - entry.bytes.byteLength,
      };
    };
    const rows: WeightSensitivity[] = [];
    for (const weight of measured) {
      rows.push(measure(weight));
      onProgress?.(rows.length, measured.length);
      // What shows progress gets its turn.
      await tf.nextFrame();
    }
    return rows.sort((a, b) => b.mean_change - a.mean_change);
  } finally {
    network.dispose();
  }
}
