import { assert } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { seededRandom } from "#karyon";
import { networks, setWeights } from "./networks.ts";

const input = () => {
  const random = seededRandom(11);
  return tf.tensor(Float32Array.from({ length: 384 }, random), [2, 8, 8, 3]);
};

async function predict(network: tf.LayersModel): Promise<Float32Array> {
  const y = tf.tidy(() => network.predict(input()) as tf.Tensor);
  const values = await y.data() as Float32Array;
  y.dispose();
  return values;
}

/** Makes a network, and what it predicts and saves, on the current engine. */
export async function save(name: string) {
  const network = networks[name]!();
  setWeights(network);
  const prediction = await predict(network);
  let artifacts!: tf.io.ModelArtifacts;
  await network.save(tf.io.withSaveHandler((saved) => {
    artifacts = saved;
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" as const },
    });
  }));
  network.dispose();
  return { artifacts, prediction };
}

/** What a saved network predicts on the current engine. */
export async function load(artifacts: tf.io.ModelArtifacts): Promise<Float32Array> {
  const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  const prediction = await predict(network);
  network.dispose();
  return prediction;
}

/** Fails where two lists of probabilities are further apart than `bound`. */
export function assertNear(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: number,
): void {
  assert(found.length === expected.length && found.length > 0);
  for (let i = 0; i < found.length; i++) {
    const apart = Math.abs(found[i]! - expected[i]!);
    assert(apart <= bound, `Expected ${expected[i]} but found ${found[i]} at ${i}`);
  }
}
