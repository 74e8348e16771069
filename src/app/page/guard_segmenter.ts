import type { Segmenter, Trouble } from "../segmenter.ts";

/** A segmenter that answers even where its worker never will. */
export interface GuardedSegmenter {
  readonly segmenter: Segmenter;
  /**
   * Ends all that is asked, now and later, with a trouble. Nothing happens once the
   * worker has answered anything: it is there then, and tells its troubles itself.
   */
  fail(trouble: Trouble): void;
}

/** Lets whatever is asked of a segmenter fail where its worker cannot be loaded. */
export function guardSegmenter(worker: Segmenter): GuardedSegmenter {
  const waiting = new Set<(reason: Error) => void>();
  let answered = false;
  let failure: Error | undefined;

  function guard<Given extends unknown[], Answer>(
    ask: (...given: Given) => Promise<Answer>,
  ) {
    return (...given: Given) =>
      new Promise<Answer>((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.add(reject);
        const end = () => {
          answered = true;
          waiting.delete(reject);
        };
        ask(...given).finally(end).then(resolve, reject);
      });
  }

  return {
    segmenter: {
      start: guard(worker.start),
      load: guard(worker.load),
      open: guard(worker.open),
      segment: guard(worker.segment),
      resplit: guard(worker.resplit),
      stop: guard(worker.stop),
      files: guard(worker.files),
      zip: guard(worker.zip),
      close: guard(worker.close),
    },
    fail({ code, message }) {
      if (answered) return;
      failure = Object.assign(new Error(message), { code });
      for (const reject of waiting) reject(failure);
      waiting.clear();
    },
  };
}
