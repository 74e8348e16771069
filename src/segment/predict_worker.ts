/** The worker of `predictInBackground()`. */
import * as tf from "@tensorflow/tfjs";
import { loadModel, type Model } from "../architectures/mod.ts";
import { serveBackground } from "../base/mod.ts";
import { useEngine } from "../engine/mod.ts";
import { predictNuclei } from "./predict.ts";
import type { PredictJob, PredictListeners } from "./predict_in_background.ts";

async function open(given: PredictJob["model"]): Promise<Model> {
  if (typeof given === "string") return await loadModel(given);
  const { artifacts, ...stored } = given;
  const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  return { ...stored, network, dispose: () => network.dispose() };
}

serveBackground<PredictJob, PredictListeners>(async (job, { call, signal }) => {
  const engine = await useEngine(job.engine, job.engineOptions);
  try {
    await call("onEngine", engine);
    const model = await open(job.model);
    // Asked for one ahead: it is read while the one before is looked at.
    let coming = call("nextImage");
    while (!signal.aborted) {
      const image = await coming;
      if (!image) break;
      coming = call("nextImage");
      await call("onPrediction", await predictNuclei(model, image, job.predict));
    }
  } finally {
    // Ends threads of the engine's own, which would outlive the worker.
    tf.removeBackend(engine.name);
  }
});
