/** What Karyon's kernel runs before the first cell, and its line to `kernel_front.ts`. */
import { INTERRUPT } from "../base/mod.ts";

/** How long running code may leave an interrupt unheard before it counts as a loop. */
export const PATIENCE_MILLISECONDS = 3000;

/** Where the watch in the kernel reports. */
export interface WatchAddress {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Proves that it is our kernel that calls. */
  readonly token: string;
}

/** Words for a person who has pressed stop in vain. */
const NOTHING_STOPS =
  "Nothing that runs here can be stopped halfway. If a cell does not end, restart the kernel.";

/**
 * The code: a worker that watches, the event that it raises, and words on errors that
 * Deno's kernel swallows.
 */
export function prelude(address: WatchAddress): string {
  const [worker, arrivals] = ["./kernel_watch.ts", "./kernel_arrivals.ts"]
    .map((file) => new URL(file, import.meta.url).href);
  return `{
  const { Worker } = await import("node:worker_threads");
  const { offerArrival } = await import(${JSON.stringify(arrivals)});
  const arrive = offerArrival();
  const watch = new Worker(new URL(${JSON.stringify(worker)}), {
    workerData: ${JSON.stringify({ ...address, patience: PATIENCE_MILLISECONDS })},
  });
  watch.on("message", ({ id, at, mark }) => {
    if (mark) return arrive(mark);
    watch.postMessage(id);
    // A loop that was ended meanwhile: its interrupt is not for what runs now.
    if (Date.now() - at > ${PATIENCE_MILLISECONDS}) return;
    const event = new Event(${JSON.stringify(INTERRUPT)}, { cancelable: true });
    if (dispatchEvent(event)) console.error(${JSON.stringify(NOTHING_STOPS)});
  });
  watch.unref();
  const tell = (event, error) => {
    event.preventDefault();
    console.error("Error that nothing has caught:", error);
  };
  addEventListener("unhandledrejection", (event) => tell(event, event.reason));
  addEventListener("error", (event) => tell(event, event.error));
}
undefined`;
}

/** The line to the kernel's watch. */
export interface Watch {
  readonly port: number;
  /** Asks what runs to stop; whether Deno has to end a loop that hears nothing. */
  interrupt(): Promise<boolean>;
  /** Tells that a mark of `kernel_arrivals.ts` has come out. */
  arrive(mark: number): void;
}

/** Listens for the kernel's watch; whoever calls without the token is turned away. */
export function awaitWatch(token: string): Watch {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let line: Deno.TcpConn | undefined;
  const greet = async (caller: Deno.TcpConn) => {
    const words = new Uint8Array(256);
    const length = await caller.read(words).catch(() => null);
    if (new TextDecoder().decode(words.subarray(0, length ?? 0)) !== token) {
      return caller.close();
    }
    line = caller;
    // Marks may have come out before the watch was there to hear of them.
    if (last > 0) arrive(last);
  };
  (async () => {
    for await (const caller of listener) greet(caller);
  })();
  let said = Promise.resolve();
  const say = (word: string) =>
    said = said.then(async () => {
      await line?.write(new TextEncoder().encode(`${word}\n`));
    });
  let last = 0;
  const arrive = (mark: number) => {
    last = mark;
    say(String(mark)).catch(() => {/* the kernel has ended */});
  };
  let asking: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    if (line === undefined) return false;
    const answer = new Uint8Array(1);
    await say("0");
    const read = await line.read(answer);
    return read === 1 && answer[0] === 0;
  };
  return {
    port: listener.addr.port,
    interrupt: () =>
      asking ??= ask().catch(() => false).finally(() => asking = undefined),
    arrive,
  };
}
