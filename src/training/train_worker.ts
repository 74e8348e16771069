/** The worker of `trainInBackground()`. */
import * as tf from "@tensorflow/tfjs";
// Known by then: layers that the architectures bring along.
import "../architectures/mod.ts";
import { serveBackground } from "../base/mod.ts";
import { useEngine } from "../engine/mod.ts";
import { train } from "./train.ts";
import type { TrainJob, TrainListeners, TrainResult } from "./train_in_background.ts";
import { readWeights } from "./weights.ts";

serveBackground<TrainJob, TrainListeners>(async (job, { call, signal }) => {
  const { artifacts, options } = job;
  const engine = await useEngine(job.engine, job.engineOptions);
  try {
    await call("onEngine", engine);
    const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    const trained = await train({
      ...options,
      model,
      signal,
      onResume: (epoch) => void call("onResume", epoch),
      onBatch: (...progress) => void call("onBatch", ...progress),
      onEpoch: (history) => call("onEpoch", history),
    });
    return { trained, weights: await readWeights(model) } satisfies TrainResult;
  } finally {
    // Ends threads of the engine's own, which would outlive the worker.
    tf.removeBackend(engine.name);
  }
});
