import { note } from "./output.ts";

/**
 * Turns the first Ctrl-C into a request to stop cleanly; the second one ends
 * the process as usual.
 */
export function stopSignal(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    release();
    note("\nStopping after this batch; press Ctrl-C again to quit at once.");
    controller.abort();
  };
  const release = () => {
    Deno.removeSignalListener("SIGINT", stop);
  };
  Deno.addSignalListener("SIGINT", stop);
  return { signal: controller.signal, release };
}
