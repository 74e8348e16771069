import { note } from "./output.ts";

/**
 * Turns the first Ctrl-C into a request to stop cleanly; the second one ends
 * the process as usual.
 */
export function stopSignal(
  words = "Stopping after this batch; press Ctrl-C again to quit at once.",
): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    release();
    note(`\n${words}`);
    controller.abort();
  };
  const release = () => {
    Deno.removeSignalListener("SIGINT", stop);
  };
  Deno.addSignalListener("SIGINT", stop);
  return { signal: controller.signal, release };
}
