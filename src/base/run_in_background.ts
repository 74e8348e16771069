import { Worker } from "node:worker_threads";
import type { FromWorker, Listeners, ToWorker } from "./background_messages.ts";
import { unpackError } from "./pack_error.ts";

/** Work for a worker. */
export interface BackgroundWork {
  /** The worker's module, which calls `serveBackground()`. */
  readonly worker: URL;
  /** What to work on: data that can be cloned; shared memory is not copied. */
  readonly job: unknown;
  /** Functions here that the worker may call. */
  readonly listeners: Listeners;
  /** Passed on to the worker, which decides how to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a worker may take to tidy up after a listener has thrown. */
const TIDY_MILLISECONDS = 2000;

/** Takes what the worker says until it is done or has failed. */
async function converse(worker: Worker, listeners: Listeners): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const say = (message: ToWorker) => worker.postMessage(message);
  const thrown: unknown[] = [];
  // What a listener threw is the cause of all that came after.
  const fail = (error?: unknown) => reject(thrown.length > 0 ? thrown[0] : error);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = async (call: number, name: string, values: readonly unknown[]) => {
    try {
      const value = await listeners[name]!(...values as never[]);
      say({ kind: "answer", call, value });
    } catch (error) {
      thrown.push(error);
      say({ kind: "stop" });
      say({ kind: "refusal", call });
      timer ??= setTimeout(fail, TIDY_MILLISECONDS);
    }
  };
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "call") answer(message.call, message.name, message.values);
    else if (message.kind === "failed") fail(unpackError(message.error));
    else if (thrown.length > 0) fail();
    else resolve(message.result);
  });
  worker.on("messageerror", fail);
  // What nobody caught in there: a throw in a timer, a module that is missing.
  worker.on("error", fail);
  worker.on(
    "exit",
    (code) =>
      fail(new Error(`The background worker ended with code ${code} before it was done`)),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Starts a worker, gives it work and ends it, however the work ends.
 *
 * Node.js's kind of worker, since it tells when it has died: Deno's own kind
 * can close without a word, and one would wait for ever.
 *
 * @returns what the worker's function returned
 * @throws what the worker's function or a listener threw, of the same class
 * @throws {Error} if the worker dies
 */
export async function runInBackground(work: BackgroundWork): Promise<unknown> {
  const { worker: module, job, listeners, signal } = work;
  const worker = new Worker(module);
  const stop = () => worker.postMessage({ kind: "stop" } satisfies ToWorker);
  try {
    worker.postMessage({ kind: "job", job } satisfies ToWorker);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    return await converse(worker, listeners);
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
