import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  clearEngineReport,
  engineReport,
  findLibrary,
  type Precision,
  useEngine,
} from "#karyon";
import type { NativeBackend } from "../../../src/engine/native/backend.ts";

const { library, reasons } = findLibrary();
const whyNot = reasons.join("; ") || "no oneDNN here";

/** Starts the engine anew, in one precision. */
export async function startNative(precision: Precision = "float32"): Promise<void> {
  const { name, sentence } = await useEngine("native", { precision });
  assert(name === "native", sentence);
}

function registerTest(
  name: string,
  isIgnored: boolean,
  reason: string,
  precision: Precision,
  body: () => void | Promise<void>,
): void {
  Deno.test({
    name: isIgnored ? `${name} (not run: ${reason})` : name,
    ignore: isIgnored,
    async fn() {
      await startNative(precision);
      const before = tf.memory().numTensors;
      tf.engine().startScope();
      try {
        await body();
      } finally {
        tf.engine().endScope();
        await startNative();
      }
      const left = tf.memory().numTensors - before;
      assert(left === 0, `${left} tensors were left behind`);
    },
  });
}

/**
 * A test on the engine `native`, whose tensors go when it ends; ignored, with
 * the reason, where no oneDNN is found.
 */
export function nativeTest(name: string, body: () => void | Promise<void>): void {
  registerTest(name, library === undefined, whyNot, "float32", body);
}

/** The same with activations in bf16, where the processor has it. */
export function bf16Test(name: string, body: () => void | Promise<void>): void {
  const reason = library ? "no bf16 on this processor" : whyNot;
  registerTest(name, library?.bf16 !== true, reason, "bf16", body);
}

/** The engine's backend, with its pool and its cache. */
export const backend = (): NativeBackend => tf.backend() as unknown as NativeBackend;

/** Seeded values in -1..1. */
export const random = <R extends tf.Rank>(shape: tf.ShapeMap[R], seed = 1) =>
  tf.randomUniform<R>(shape, -1, 1, "float32", seed);

/** Runs `body` while gradients are recorded, and gives back what it read. */
export function whileRecording<T>(body: () => T): T {
  let result!: T;
  tf.tidy(() => {
    tf.grad((x) => {
      result = body();
      return tf.sum(x);
    })(tf.ones([1]));
  });
  return result;
}

/** Kernels that ran during `body`, as "native Relu" or "javascript Unique". */
export function kernelsOf(body: () => void): string[] {
  clearEngineReport();
  body();
  return engineReport().flatMap(({ ran, kernel, calls }) =>
    Array.from({ length: calls }, () => `${ran} ${kernel}`)
  ).sort();
}

/** Fails where a value is further away than a share of the largest. */
export function assertClose(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound = 1e-5,
): void {
  assert(
    found.length === expected.length,
    `Expected ${expected.length} values but found ${found.length}`,
  );
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  for (let i = 0; i < expected.length; i++) {
    const isNear = Math.abs(found[i]! - expected[i]!) <= bound * scale;
    assert(isNear, `Expected ${expected[i]} but found ${found[i]} at ${i}`);
  }
}

/** Computes on `cpu`, from copies, and comes back. */
export async function onCpu<T>(body: () => T): Promise<T> {
  tf.setBackend("cpu");
  try {
    return body();
  } finally {
    await tf.setBackend("native");
  }
}
