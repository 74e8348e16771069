/** The whole of `karyon predict`, but for what it prints. */
import { loadModel } from "../mod.ts";
import { note, startEngine } from "./output.ts";
import type { PredictSettings } from "./predict_image.ts";
import { findInputs } from "./predict_inputs.ts";
import type { PredictCommandOptions } from "./predict_options.ts";
import { writeOverview } from "./predict_overview.ts";
import { type ImageRecord, Records } from "./predict_records.ts";
import { type FailedImage, planTasks, predictAll, type Task } from "./predict_run.ts";
import { settingsOf } from "./predict_settings.ts";
import { progressBar } from "./progress.ts";
import { stopSignal } from "./stop_signal.ts";

/** What became of all images. */
export interface PredictOutcome {
  /** Images that were asked for. */
  readonly asked: number;
  /** Those whose results are there, in no order. */
  readonly done: readonly ImageRecord[];
  /** How many of them were done before. */
  readonly resumed: number;
  readonly failed: readonly FailedImage[];
  /** Whether Ctrl-C left images undone. */
  readonly isStopped: boolean;
}

/** Predicts on what is left to do; without any, nothing is loaded. */
async function predictTasks(
  tasks: readonly Task[],
  records: Records,
  settings: PredictSettings,
  options: PredictCommandOptions,
) {
  if (tasks.length === 0) return { done: [], failed: [], isStopped: false };
  note((await startEngine(options)).sentence);
  const model = await loadModel(options.model);
  const { signal, release } = stopSignal(
    "Stopping; what is done is kept. Press Ctrl-C again to quit at once.",
  );
  const bar = progressBar("predicting");
  try {
    return await predictAll(model, tasks, records, settings, { bar, signal });
  } finally {
    bar.stop();
    release();
    model.dispose();
  }
}

/**
 * Finds the nuclei of all images that are not done yet, and writes what the folder
 * then holds: a summary and a page.
 *
 * @throws {InputError} if there is no such image, folder or model
 */
export async function predictFiles(
  paths: readonly string[],
  options: PredictCommandOptions,
): Promise<PredictOutcome> {
  const inputs = await findInputs(paths);
  const settings = await settingsOf(options);
  await Deno.mkdir(options.out, { recursive: true });
  const records = await Records.open(options.out);
  if (options.force) inputs.forEach(({ name }) => records.forget(name));
  const plan = await planTasks(inputs, records, settings);
  if (plan.done.length > 0) {
    note(
      `${plan.done.length} of ${inputs.length} images are done already; --force does them again.`,
    );
  }
  const { done, ...rest } = await predictTasks(plan.tasks, records, settings, options);
  await writeOverview(options.out, records.list(), rest.failed);
  return {
    asked: inputs.length,
    done: [...plan.done, ...done],
    resumed: plan.done.length,
    ...rest,
  };
}
