import { parentPort } from "node:worker_threads";
import type { FromWorker, Listeners, ToWorker } from "./background_messages.ts";
import { packError } from "./pack_error.ts";

/** The thread that started this worker. */
export interface Starter<Known extends Listeners> {
  /**
   * Calls a function there. It need not be awaited: where that function throws,
   * its error reaches whoever started the work in any case.
   */
  readonly call: <Name extends keyof Known>(
    name: Name,
    ...values: Parameters<Known[Name]>
  ) => Promise<Awaited<ReturnType<Known[Name]>>>;
  /** Aborted when that thread asks to stop. */
  readonly signal: AbortSignal;
}

/**
 * Makes the module that calls it a worker for `runInBackground()`: the function
 * gets the job, and what it returns or throws goes back.
 *
 * @throws {Error} outside a worker
 */
export function serveBackground<Job, Known extends Listeners>(
  work: (job: Job, starter: Starter<Known>) => Promise<unknown>,
): void {
  const port = parentPort;
  if (!port) throw new Error("Expected to be in a worker but found the main thread");
  const say = (message: FromWorker) => port.postMessage(message);
  const controller = new AbortController();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  const call = (name: string, ...values: unknown[]) => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set(++calls, answer);
    say({ kind: "call", call: calls, name, values });
    // A refusal that nobody awaits must not end the worker before it tidies up.
    answer.promise.catch(() => {});
    return answer.promise;
  };
  const begin = async (job: Job) => {
    const starter = { call, signal: controller.signal } as unknown as Starter<Known>;
    try {
      say({ kind: "done", result: await work(job, starter) });
    } catch (error) {
      say({ kind: "failed", error: packError(error) });
    }
  };
  port.on("message", (message: ToWorker) => {
    if (message.kind === "stop") controller.abort();
    else if (message.kind === "job") begin(message.job as Job);
    else {
      const answer = waiting.get(message.call)!;
      waiting.delete(message.call);
      if (message.kind === "answer") answer.resolve(message.value);
      else answer.reject(new Error("The function that was called threw"));
    }
  });
}
