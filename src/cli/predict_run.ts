/** All images of a `karyon predict`, one after the other. */
import { resolve } from "node:path";
import { type DecodedFile, InputError, type Model, readImageFile } from "../mod.ts";
import { predictImage, type PredictSettings } from "./predict_image.ts";
import { countPixels, predictLarge } from "./predict_large.ts";
import type { PredictInput } from "./predict_inputs.ts";
import type { Records } from "./predict_records.ts";
import type { ImageRecord } from "./predict_state.ts";
import type { Bar } from "./progress.ts";

/** An image that could not be done. */
export interface FailedImage {
  readonly path: string;
  readonly message: string;
}

/** An image that is to be done. */
export interface Task extends PredictInput {
  readonly stamp: string;
}

/** A file's size and time: they change when it is written. */
async function stampOf(path: string): Promise<string> {
  // A link that leads nowhere is one more image that cannot be read.
  const info = await Deno.stat(path).catch(() => undefined);
  return `${info?.size} ${info?.mtime?.getTime()}`;
}

/** Parts images into those that are done and those that are to be done. */
export async function planTasks(
  inputs: readonly PredictInput[],
  records: Records,
  { settings, formats }: Pick<PredictSettings, "settings" | "formats">,
): Promise<{ done: ImageRecord[]; tasks: Task[] }> {
  const done: ImageRecord[] = [], tasks: Task[] = [];
  for (const input of inputs) {
    const stamp = await stampOf(input.path);
    const record = records.find(input.name);
    const isDone = record?.source === resolve(input.path) && record.stamp === stamp &&
      record.settings === settings && formats.every((format) =>
        record.formats.includes(format)
      );
    if (isDone) done.push(record);
    else tasks.push({ ...input, stamp });
  }
  return { done, tasks };
}

interface Read {
  readonly task: Task;
  /** `large` is not read whole. */
  readonly file: DecodedFile | InputError | "large";
}

async function read(task: Task, whole: number): Promise<Read> {
  try {
    if (await countPixels(task.path) > whole) return { task, file: "large" };
    return { task, file: await readImageFile(task.path) };
  } catch (error) {
    if (error instanceof InputError) return { task, file: error };
    throw error;
  }
}

/** Reads one image while the one before is predicted. */
async function* readAhead(tasks: readonly Task[], whole: number): AsyncGenerator<Read> {
  let next = tasks.length > 0 ? read(tasks[0]!, whole) : undefined;
  for (let i = 0; next !== undefined; i++) {
    const current = await next;
    next = i + 1 < tasks.length ? read(tasks[i + 1]!, whole) : undefined;
    // Where nobody asks for it any more, its failure must not end the process.
    next?.catch(() => {});
    yield current;
  }
}

/** `12 images/s`, or `8.3 s an image` where one takes longer than a second. */
function rate(images: number, milliseconds: number): string {
  const each = milliseconds / 1000 / images;
  const digits = (value: number) => Number(value.toPrecision(2));
  return each > 1 ? `${digits(each)} s an image` : `${digits(1 / each)} images/s`;
}

/**
 * Predicts on all images and enters each into the records when it is done.
 *
 * @returns those that are done, those that could not be done and why, and whether
 *   the signal left some undone
 */
export async function predictAll(
  model: Model,
  tasks: readonly Task[],
  records: Records,
  settings: PredictSettings,
  { bar, signal }: { readonly bar: Pick<Bar, "update">; readonly signal: AbortSignal },
): Promise<{ done: ImageRecord[]; failed: FailedImage[]; isStopped: boolean }> {
  const done: ImageRecord[] = [], failed: FailedImage[] = [];
  const start = performance.now();
  // A model that squeezes images to a square needs them whole.
  const whole = model.card.input.fit === "native" ? settings.whole : Infinity;
  try {
    for await (const { task, file } of readAhead(tasks, whole)) {
      if (signal.aborted) break;
      // Its old files are about to be overwritten or removed.
      records.forget(task.name);
      try {
        if (file instanceof InputError) throw file;
        const record = file === "large"
          ? await predictLarge(model, task, settings, {
            signal,
            onProgress: (part, of, note = `part ${part} of ${of}`) =>
              bar.update(done.length + failed.length, tasks.length, note),
          })
          : await predictImage(model, task, file, settings, signal);
        await records.add(record);
        done.push(record);
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof InputError)) throw error;
        const source = resolve(task.path);
        const isReplaced = await records.removeReplaced({ ...task, source });
        failed.push({
          path: task.path,
          message: messageFor(task, error) +
            (isReplaced ? "; the results of what was there before are removed" : ""),
        });
      }
      const ended = done.length + failed.length;
      bar.update(ended, tasks.length, rate(ended, performance.now() - start));
    }
  } finally {
    await records.save();
  }
  return { done, failed, isStopped: done.length + failed.length < tasks.length };
}

/** An error's words, which name the image. */
function messageFor({ path }: Task, error: InputError): string {
  return error.path === undefined ? `${path}: ${error.message}` : error.message;
}
