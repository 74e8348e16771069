import { findByName, InputError } from "../base/mod.ts";
import { type ActivationHistogram, startHistogram } from "./activation_histogram.ts";
import {
  leastErrorRange,
  percentileRange,
  type RangeMethod,
} from "./activation_methods.ts";
import type { ActivationRange } from "./activation_range.ts";
import { encodeOnnx } from "./encode.ts";
import type { OnnxModel } from "./graph.ts";
import { planQuantization } from "./quantize_plan.ts";
import { type BatchShape, openOnnxSession } from "./session.ts";
import { withOutputs } from "./with_outputs.ts";

/** Images as a network takes them. */
export interface CalibrationSample {
  /** float32, `[batch, height, width, channels]`. */
  readonly values: Float32Array;
  readonly shape: BatchShape;
}

/** How ranges are found. */
export interface CalibrationOptions {
  /**
   * `minmax`: all that was seen; `percentile`: without the outermost; `error`: where 256
   * steps have the least squared error, which changed fewest pixels over five networks.
   * Default `error`.
   */
  readonly method?: RangeMethod;
  /** For `percentile`: how much of the numbers lies below the upper end. Default 99.99. */
  readonly percentile?: number;
  /** Of ONNX Runtime. */
  readonly threads?: number;
}

function expectPercentile(percentile: number): void {
  if (percentile > 50 && percentile <= 100) return;
  throw new InputError(
    `Expected a percentile above 50, at most 100 but found ${percentile}`,
  );
}

/**
 * Between what every value lies that {@linkcode quantizeGraph} puts into 8 bit: ONNX
 * Runtime computes the graph in float32 for some images, and histograms of the values
 * are kept. Choose images that trained the network, of every kind it is made for.
 *
 * @param model in float32, as `networkToOnnx()` gives it
 * @throws {InputError} if there are no samples, a value is not finite, or an option is
 *   out of its range
 *
 * @example
 * ```ts
 * import { buildUNet, calibrateActivations, networkToOnnx, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2, depth: 1 });
 * const values = new Float32Array(8 * 8 * 3).fill(0.5);
 * const ranges = await calibrateActivations(networkToOnnx(network, { name: "unet" }), [
 *   { values, shape: [1, 8, 8, 3] },
 * ]);
 * if (Math.abs(ranges.get("image")!.max - 0.5) > 0.02) throw new Error();
 * network.dispose();
 * ```
 */
export async function calibrateActivations(
  model: OnnxModel,
  samples: Iterable<CalibrationSample> | AsyncIterable<CalibrationSample>,
  options: CalibrationOptions = {},
): Promise<ReadonlyMap<string, ActivationRange>> {
  const { method = "error", percentile = 99.99, threads } = options;
  expectPercentile(percentile);
  const choose = findByName("the method", {
    minmax: (histogram: ActivationHistogram) => histogram.range,
    percentile: (histogram: ActivationHistogram) =>
      percentileRange(histogram, percentile),
    error: leastErrorRange,
  }, method);
  const { model: lowered, calibrated } = planQuantization(model);
  const input = model.graph.inputs[0]!.name;
  const computed = calibrated.filter((name) => name !== input);
  const histograms = new Map<string, ActivationHistogram>(
    calibrated.map((name) => [name, startHistogram(name)]),
  );
  const session = await openOnnxSession(
    encodeOnnx(withOutputs(lowered, computed)),
    threads === undefined ? {} : { threads },
  );
  let count = 0;
  try {
    for await (const { values, shape } of samples) {
      count++;
      histograms.get(input)?.add(values);
      const results = await session.runAll(values, shape, computed);
      results.forEach((result, name) => histograms.get(name)!.add(result.values));
    }
  } finally {
    await session.dispose();
  }
  if (count === 0) {
    throw new InputError("Expected images to calibrate with but found none");
  }
  return new Map([...histograms].map(([name, histogram]) => [name, choose(histogram)]));
}
