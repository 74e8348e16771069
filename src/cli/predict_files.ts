/** The whole of `karyon predict`, but for what it prints. */
import { resolve } from "node:path";
import { InputError, loadModel } from "../mod.ts";
import { note, startEngine } from "./output.ts";
import type { PredictSettings } from "./predict_image.ts";
import { findInputs, type PredictInput } from "./predict_inputs.ts";
import type { PredictCommandOptions } from "./predict_options.ts";
import { writeOverview } from "./predict_overview.ts";
import { Records } from "./predict_records.ts";
import { type FailedImage, planTasks, predictAll, type Task } from "./predict_run.ts";
import { settingsOf } from "./predict_settings.ts";
import type { ImageRecord } from "./predict_state.ts";
import { countOf } from "./predict_words.ts";
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
  /** What a person should know of the whole. */
  readonly notes: readonly string[];
}

async function makeFolder(path: string): Promise<void> {
  await Deno.mkdir(path, { recursive: true }).catch((cause) => {
    const isFile = cause instanceof Deno.errors.AlreadyExists ||
      cause instanceof Deno.errors.NotADirectory;
    if (!isFile) throw cause;
    throw new InputError("Expected a folder but found a file", { path, cause });
  });
}

/** Results of other images of the same names must not be overwritten unawares. */
function checkSources(inputs: readonly PredictInput[], records: Records): void {
  for (const { name, path } of inputs) {
    const source = records.sourceOf(name);
    if (source === undefined || source === resolve(path)) continue;
    throw new InputError(
      `Expected a folder of results for these images but found those of ${source} ` +
        "in it: choose another --out, or give both folders at once " +
        "(--force does it anyway)",
      { path: records.out },
    );
  }
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
  if (model.computedBy) {
    note(`${model.card.name} is computed in 8 bit by ${model.computedBy}.`);
  }
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
 * @throws {InputError} if there is no such image, folder or model, or the folder of
 *   results has those of other images of the same names
 */
export async function predictFiles(
  paths: readonly string[],
  options: PredictCommandOptions,
): Promise<PredictOutcome> {
  const notes: string[] = [];
  const tell = (words: string) => {
    notes.push(words);
    note(`karyon: ${words}`);
  };
  const inputs = await findInputs(paths, tell);
  const settings = await settingsOf(options);
  await makeFolder(options.out);
  const records = await Records.open(options.out);
  if (options.force) inputs.forEach(({ name }) => records.forget(name));
  else checkSources(inputs, records);
  const plan = await planTasks(inputs, records, settings);
  if (plan.done.length > 0) {
    const one = plan.done.length === 1;
    note(
      `${plan.done.length} of ${countOf(inputs.length, "image")} ${
        one ? "is" : "are"
      } done already; --force does ${one ? "it" : "them"} again.`,
    );
  }
  const { done: fresh, ...rest } = await predictTasks(
    plan.tasks,
    records,
    settings,
    options,
  );
  const done = [...plan.done, ...fresh];
  await records.removeOtherNames(done);
  await records.save();
  await writeOverview(records, rest.failed, tell);
  return { asked: inputs.length, done, resumed: plan.done.length, ...rest, notes };
}
