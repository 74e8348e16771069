/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { countStages } from "../bench/item.ts";
import { wordWork } from "../plain/work_words.ts";
import { writeCount } from "../plain/write_numbers.ts";
import { useBench } from "./context.ts";

/** How many images were stopped, and the way to go on. */
function Stopped({ count }: { count: number }) {
  const { goOn } = useBench();
  return (
    <div class="work-bar">
      <p>{writeCount(count, "image was", "images were")} stopped.</p>
      <button type="button" class="tool" onClick={goOn}>Go on</button>
    </div>
  );
}

/** What takes no longer than this needs no words. */
const SOON_MILLISECONDS = 300;

/** Whether something has held for a while. */
function useLate(holds: boolean): boolean {
  const isLate = useSignal(false);
  useEffect(() => {
    isLate.value = false;
    if (!holds) return;
    const timer = setTimeout(() => isLate.value = true, SOON_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [holds]);
  return holds && isLate.value;
}

/** What is being done, how far it is, and the button that ends it. */
export function WorkBar() {
  const bench = useBench();
  const busy = bench.busy.value;
  const isLate = useLate(bench.stale.value);
  const writing = bench.writing.value ?? (isLate ? "Applying the settings" : undefined);
  const { stopped, pending } = countStages(bench.items.value);
  if (!busy && writing === undefined) {
    // Of the one that is looked at its own note speaks.
    const own = bench.current.value?.stage === "stopped" ? 1 : 0;
    return stopped === own ? null : <Stopped count={stopped} />;
  }
  const { words, share } = busy
    ? wordWork({
      fetching: bench.fetching.value,
      progress: bench.progress.value,
      reads: bench.items.value.some(({ stage }) => stage === "reading"),
      started: bench.engine.value !== undefined,
    })
    : { words: writing };
  return (
    <div class="work-bar">
      <p id="work-words">
        {words}
        {busy && pending > 1 && (
          <span class="soft">, {writeCount(pending, "image", "images")} to go</span>
        )}
      </p>
      <progress
        // A bar that once had a value would keep one.
        key={share === undefined ? "open" : "known"}
        aria-labelledby="work-words"
        {...(share === undefined ? {} : { value: share.done, max: share.total })}
      />
      {busy && <button type="button" class="tool" onClick={bench.stop}>Stop</button>}
    </div>
  );
}
