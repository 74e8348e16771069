import type { WeightType } from "../architectures/mod.ts";
import { InputError, type OnProgress } from "../base/mod.ts";
import type { Dataset } from "../dataset/mod.ts";
import type { Activations } from "./integer_graph.ts";

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

/** @throws {InputError} unless nothing is there, or an empty folder */
async function expectFree(path: string): Promise<void> {
  const found = await Deno.lstat(path).catch(() => undefined);
  if (!found) return;
  const [entry] = found.isDirectory ? Deno.readDirSync(path) : [];
  if (found.isDirectory && !entry) return;
  const isModel = await Deno.stat(`${path}/model.json`).then(() => true, () => false);
  throw new InputError(
    `Expected a new folder but found ${
      isModel ? "a model" : entry ? `one with ${entry.name}` : "a file"
    }`,
    { path },
  );
}

/** @throws {InputError} if something is there already, or what is asked for makes no sense */
export async function checkOptions(
  { to, out, bound, perChannel, activations, keep = [] }: QuantizeOptions,
) {
  // Before minutes of scoring: what is renamed over it at the end would fail.
  await expectFree(out);
  if (bound !== undefined && !(bound >= 0)) {
    throw new InputError(`Expected a bound of at least 0 but found ${bound}`);
  }
  if (activations !== undefined && to !== "int8") {
    throw new InputError(`Expected activations for int8 alone but found them for ${to}`);
  }
  if (activations === "dynamic" && keep.length > 0) {
    throw new InputError(
      `Expected static ranges with weights to keep but found dynamic ones and "${
        keep[0]
      }"`,
    );
  }
  if (perChannel && to === "float16") {
    throw new InputError(
      "Expected a scale a channel for uint16 or uint8: float16 has none",
    );
  }
}
