import type { InferenceSession, Tensor } from "onnxruntime-node";
import { availableParallelism } from "node:os";
import { InputError, messageOf } from "../base/mod.ts";
import { toChannelsFirst, toChannelsLast } from "./channels.ts";

/** Height, width and channels of each image of a batch. */
export type BatchShape = readonly [
  batch: number,
  height: number,
  width: number,
  channels: number,
];

/** A graph that ONNX Runtime holds ready. */
export interface OnnxSession {
  /**
   * The graph's first output for images, both row-major with channels last.
   *
   * @param values float32, `[batch, height, width, channels]`
   */
  run(
    values: Float32Array,
    shape: BatchShape,
  ): Promise<{ values: Float32Array; shape: BatchShape }>;
  /**
   * Outputs of the graph by name, as the graph has them: channels first.
   *
   * @param values float32, `[batch, height, width, channels]`
   * @throws {InputError} if the graph has no such output; `withOutputs` adds them
   */
  runAll(
    values: Float32Array,
    shape: BatchShape,
    outputs: readonly string[],
  ): Promise<Map<string, { dims: number[]; values: Float32Array }>>;
  /** Frees its memory, once what is in flight has ended; again, it does nothing more. */
  dispose(): Promise<void>;
  /** What computes, for a reader: "ONNX Runtime 1.30.0, 2 threads". */
  readonly words: string;
}

/** How a session computes. */
export interface OnnxSessionOptions {
  /** Default `KARYON_THREADS`, else as many as this process has processors. */
  readonly threads?: number;
}

function threadsFrom(asked: number | undefined): number {
  const text = Deno.env.get("KARYON_THREADS");
  const count = asked ?? (text ? Number(text) : availableParallelism());
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InputError(
    `Expected ${
      asked === undefined ? "KARYON_THREADS" : "threads"
    } to be a whole number of at least 1 but found ${count}`,
  );
}

/**
 * By a name that Deno does not see in the code: it would fetch the package, of 290 MB,
 * for every program that imports Karyon, though most never need it.
 */
const RUNTIME = "onnxruntime-node";

async function loadRuntime(): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import(RUNTIME);
  } catch (error) {
    throw new InputError(
      `ONNX Runtime cannot be loaded: ${messageOf(error)}. It needs npm's package ` +
        `onnxruntime-node (the first time from the network), Deno's --allow-ffi, and ` +
        `Linux, macOS or Windows on a 64-bit processor`,
      { cause: error },
    );
  }
}

/**
 * Opens a graph in ONNX Runtime, on the processor; the first session loads npm's
 * `onnxruntime-node`.
 *
 * @param bytes an ONNX file with one input, `[batch, channels, height, width]`
 * @throws {InputError} if ONNX Runtime cannot be loaded, or does not take the file
 *
 * @example
 * ```ts
 * import { buildUNet, encodeOnnx, networkToOnnx, openOnnxSession, useEngine } from "#karyon";
 * await useEngine();
 * const network = buildUNet({ filters: 2 });
 * const session = await openOnnxSession(encodeOnnx(networkToOnnx(network, { name: "u" })));
 * const { shape } = await session.run(new Float32Array(8 * 16 * 3), [1, 8, 16, 3]);
 * if (shape.join() !== "1,8,16,1") throw new Error(shape.join());
 * await session.dispose();
 * network.dispose();
 * ```
 */
export async function openOnnxSession(
  bytes: Uint8Array,
  options: OnnxSessionOptions = {},
): Promise<OnnxSession> {
  const threads = threadsFrom(options.threads);
  const runtime = await loadRuntime();
  let session: InferenceSession;
  try {
    session = await runtime.InferenceSession.create(bytes, {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      // Threads that wait by spinning take the processor from another session, or from
      // the engine: with three sessions on two processors an image took 3.6 times as long.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
      // Errors come as exceptions; warnings are of no use to a reader.
      logSeverityLevel: 3,
    });
  } catch (error) {
    throw new InputError(
      `Expected an ONNX file that ONNX Runtime takes but found ${messageOf(error)}`,
      { cause: error },
    );
  }
  const [input] = session.inputNames, [output] = session.outputNames;
  const running = new Set<Promise<unknown>>();
  let released: Promise<void> | undefined;

  /** ONNX Runtime frees a session at once, whatever still waits for its turn. */
  async function release() {
    await Promise.allSettled(running);
    await session.release();
  }

  async function runAll(
    values: Float32Array,
    shape: BatchShape,
    outputs: readonly string[],
  ) {
    const unknown = outputs.find((name) => !session.outputNames.includes(name));
    if (unknown !== undefined) {
      throw new InputError(
        `Expected outputs of the graph (${
          session.outputNames.join(", ")
        }) but found "${unknown}"`,
      );
    }
    const [batch, height, width, channels] = shape;
    const image = new runtime.Tensor("float32", toChannelsFirst(values, shape), [
      batch,
      channels,
      height,
      width,
    ]);
    if (released) {
      throw new InputError("Expected a session but found one that is disposed");
    }
    const run = session.run({ [input!]: image }, [...outputs]);
    running.add(run);
    let results: Record<string, Tensor>;
    try {
      results = await run;
    } catch (error) {
      throw new InputError(`ONNX Runtime: ${messageOf(error)}`, { cause: error });
    } finally {
      running.delete(run);
    }
    return new Map(outputs.map((name) => {
      const { dims, data } = results[name]!;
      return [name, { dims: [...dims], values: data as Float32Array }];
    }));
  }

  return {
    runAll,
    async run(values, shape) {
      const result = (await runAll(values, shape, [output!])).get(output!)!;
      return toChannelsLast(result.values, result.dims);
    },
    dispose: () => released ??= release(),
    words: `ONNX Runtime ${runtime.env.versions.common}, ${threads} ${
      threads === 1 ? "thread" : "threads"
    }`,
  };
}
