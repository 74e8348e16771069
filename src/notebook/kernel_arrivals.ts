/**
 * Inside a kernel: waiting until what was shown has reached the kernel's front.
 *
 * Deno's kernel pushes a message out as far as the connection takes it at once; the
 * rest, and so the end of a large picture, goes with whatever is sent next, and where
 * much is left the next message is lost. So after a picture comes a mark, again and
 * again, until the front has seen it.
 */

/** The type of a mark's data: a number, which counts the marks. */
export const MARK = "application/vnd.karyon.mark+json";

/** Names the function that waits, among the kernel's globals. */
export const ARRIVAL = Symbol.for("karyon.arrival");

/** Between two attempts, at first. */
const PATIENCE_MILLISECONDS = 50;

/** Then a person had better see a picture too few than a cell that never ends. */
const MOST_SECONDS = 60;

/** Offers the function to the kernel's code; returns what to call when a mark is seen. */
export function offerArrival(): (mark: number) => void {
  let last = 0;
  let seen = 0;
  let waiting: (() => void)[] = [];
  const arrival = async () => {
    const mark = ++last;
    const end = performance.now() + MOST_SECONDS * 1000;
    for (let wait = PATIENCE_MILLISECONDS; seen < mark; wait *= 1.5) {
      if (performance.now() > end) return false;
      await Deno.jupyter.broadcast("display_data", {
        data: { [MARK]: mark },
        metadata: {},
        transient: {},
      });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  };
  Object.defineProperty(globalThis, ARRIVAL, { value: arrival });
  return (mark) => {
    seen = Math.max(seen, mark);
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
}

/** Waits until all that was shown has arrived; false where nobody can tell. */
export async function arrival(): Promise<boolean> {
  const wait = Reflect.get(globalThis, ARRIVAL) as
    | (() => Promise<boolean>)
    | undefined;
  return await wait?.() ?? false;
}
